from django import forms
from django.utils.translation import gettext_lazy

from intake.texts import readable, text_field


class AnswerForm(forms.Form):
    use_required_attribute = False

    text = text_field(
        most=6000,
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy(
            "It is stored encrypted. The sender gets an e-mail with a link to it, without a word of its content."
        ),
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Please write your answer.")},
    )

    def __init__(self, sent=None):
        super().__init__(None if sent is None else {"text": readable(sent.get("text", ""), has_lines=True)})
