"""What the desk shows of a letter, and the forms in which an editor closes it and answers."""

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from intake.message_page import MessagePage

from .answers import suggested_answer


class CloseForm(forms.Form):
    use_required_attribute = False

    note = forms.CharField(
        max_length=500,
        required=False,
        label=gettext_lazy("Note for the desk (optional)"),
        help_text=gettext_lazy("What came of it. It is deleted with the letter."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DeskPage(MessagePage):
    def __init__(self, letter, *, absolute, **known):
        super().__init__(letter, **known)
        self.absolute = absolute  # makes a whole address of a path

    @property
    def letter(self):
        return self.message

    @property
    def may_close(self):
        return self.letter.is_open and self.may_decide

    @property
    def has_checklist(self):
        return self.letter.is_of_listed and self.letter.is_to_answer

    @property
    def listing_url(self):
        """The form of the listing at the desk."""
        return self._of_listing("change")

    @property
    def review_url(self):
        """Where it is withdrawn from the site."""
        return self._of_listing("review")

    @property
    def history_url(self):
        return self._of_listing("history")

    @property
    def forget_command(self):
        listing = self.letter.listing
        return f"manage.py forget {listing._meta.label_lower} {listing.pk}"

    def _of_listing(self, page):
        listing = self.letter.listing
        return reverse(f"admin:directory_{listing._meta.model_name}_{page}", args=[listing.pk])

    @cached_property
    def close_form(self):
        return CloseForm(self.sent.get("close"), prefix="close")

    @property
    def suggested_answer(self):
        return suggested_answer(self.letter, self.absolute)
