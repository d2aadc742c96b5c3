from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy


class AnswerForm(forms.Form):
    use_required_attribute = False

    text = forms.CharField(
        max_length=5000, label=gettext_lazy("Answer"), widget=forms.Textarea(attrs={"rows": 14})
    )


class MessagePage:
    """What the desk shows of an Answerable. A page of its kind says `suggested_answer`.

    `sent` is what the form named `action` brought, so that nothing typed into it is lost.
    """

    def __init__(self, message, *, may_decide, action="", sent=None):
        self.message = message
        self.may_decide = may_decide
        self.sent = {action: sent}

    @property
    def language(self):
        """The name of the reader's language, in the editor's."""
        return dict(settings.LANGUAGES).get(self.message.language, self.message.language)

    @property
    def may_reopen(self):
        return self.message.may_be_reopened and self.may_decide

    @property
    def may_answer(self):
        return self.message.is_waiting_for_answer and self.may_decide

    @cached_property
    def answer_form(self):
        return AnswerForm(self.sent.get("answer"), initial={"text": self.suggested_answer}, prefix="answer")
