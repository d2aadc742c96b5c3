"""What the desk shows of a correction, and the forms in which an editor decides about it and answers."""

import json

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.urls import reverse
from django.utils import formats, translation
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import Correction
from intake.message_page import MessagePage

from .answering import suggested_answer
from .deciding import accepted, is_on_the_page, needs_source, seen_now
from .facts import in_words, is_shown, says


class AcceptForm(forms.Form):
    use_required_attribute = False

    seen = forms.JSONField()  # DeskPage.seen, which the page writes anew each time
    source = forms.CharField(
        max_length=200,
        label=gettext_lazy("Checked where"),
        help_text=gettext_lazy("Where you checked it yourself. Readers see this."),
    )
    is_all_checked = forms.BooleanField(
        required=False, label=gettext_lazy("I checked all facts of this listing there, today")
    )

    def __init__(self, correction, sent=None, *, checked_on=None):
        """`checked_on` is the day on which the listing's facts were checked, None where none is stated."""
        super().__init__(sent, prefix="accept")
        if not needs_source(correction):
            del self.fields["source"]
        if not needs_source(correction) or not checked_on:
            del self.fields["is_all_checked"]
            return
        self.fields["is_all_checked"].help_text = _(
            "If not, the check of the other facts stays that of %(day)s, and this is added to their source."
        ) % {"day": formats.date_format(checked_on)}


class DeclineForm(forms.Form):
    use_required_attribute = False

    reason = forms.ChoiceField(choices=Correction.Reason, widget=forms.RadioSelect, label=gettext_lazy("Reason"))
    note = forms.CharField(
        max_length=500,
        required=False,
        label=gettext_lazy("Note for the desk (optional)"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DeskPage(MessagePage):
    def __init__(self, correction, *, page_url, may_change_listing, is_live=True, **known):
        super().__init__(correction, **known)
        self.page_url = page_url  # absolute, in the reader's language
        self.may_change_listing = may_change_listing
        self.is_live = is_live  # whether the page changes as soon as it is accepted

    @property
    def correction(self):
        return self.message

    @property
    def listing_url(self):
        """Its form at the desk."""
        listing = self.correction.listing
        return reverse(f"admin:directory_{listing._meta.model_name}_change", args=[listing.pk])

    @property
    def may_accept(self):
        return self.correction.is_open and self.may_decide and self.may_change_listing

    @property
    def may_decline(self):
        return self.correction.is_open and self.may_decide

    @cached_property
    def says_now(self):
        """What the page says of it today, in the editor's language."""
        return self._says_in(translation.get_language())

    @cached_property
    def is_as_stated(self):
        """Whether a reader of the correction's language would still read what this one read."""
        language = self.correction.language
        same = language == translation.get_language()
        return (self.says_now if same else self._says_in(language)) == self.correction.stated

    def _says_in(self, language):
        """Loaded anew for each language: what belongs to a listing comes sorted by the names that are shown."""
        with translation.override(language):
            listing = type(self.correction.listing).objects.for_page().get(pk=self.correction.listing.pk)
            return says(listing, self.correction.fact)

    @property
    def is_shown(self):
        return is_shown(self.correction.fact)

    @property
    def is_changed(self):
        """Whether the page says something else since the reader wrote, before anybody decided."""
        return self.correction.is_open and not self.is_as_stated

    @property
    def is_on_the_page(self):
        return is_on_the_page(self.correction)

    @cached_property
    def _now(self):
        return seen_now(self.correction)

    @property
    def seen(self):
        """What the listing says and a waiting version would, on which a decision is made, as JSON."""
        return json.dumps(self._now)

    @property
    def _waiting(self):
        """{field: value} of a version that waits to be published, where it differs from the page."""
        return {name: value for name, value in self._now["waiting"].items() if value != self._now["page"][name]}

    @property
    def contradicts_proposal(self):
        """Whether a version that waits to be published changes the same to something else."""
        return any(value != accepted(self.correction)[name] for name, value in self._waiting.items())

    @property
    def proposals(self):
        """[(name of the field, what a waiting version makes of it or None, what the reader proposes), …]"""
        return [
            (
                field_label(self.correction.listing, name),
                in_words(self._waiting[name]) if name in self._waiting else None,
                in_words(value),
            )
            for name, value in self.correction.proposed.items()
        ]

    @cached_property
    def accept_form(self):
        listing = self.correction.listing
        return AcceptForm(self.correction, self.sent.get("accept"), checked_on=listing.checked_on)

    @cached_property
    def decline_form(self):
        return DeclineForm(self.sent.get("decline"), prefix="decline")

    @property
    def suggested_answer(self):
        return suggested_answer(self.correction, self.page_url)


def field_label(listing, name):
    return capfirst(listing._meta.get_field(name).verbose_name)


def refusal_in_words(listing, error):
    """The messages of a ValidationError, each with the field it is about."""
    if not hasattr(error, "error_dict"):
        return error.messages
    return [
        message if name == NON_FIELD_ERRORS else f"{field_label(listing, name)}: {message}"
        for name, messages in error.message_dict.items()
        for message in messages
    ]
