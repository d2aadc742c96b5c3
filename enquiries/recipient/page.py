"""What the recipient of an enquiry sees: a cover first, and what it says once they ask for it."""

from django.utils.functional import cached_property
from django.utils.text import capfirst

from conditions.models import Condition, Therapy
from directory.models import Language
from enquiries.models import Outcome
from enquiries.words import WRITERS_TOLD, Way, Writer


class ExpiredPage:
    """Behind a link that has ended: nothing, but a new one on request."""

    has_expired = True

    def __init__(self, enquiry, *, url, is_renewed):
        self.enquiry, self.url, self.is_renewed = enquiry, url, is_renewed
        self.listing = enquiry.listing


class RecipientPage:
    """`contents` is None for the cover: then no word of it is on the page."""

    has_expired = False

    def __init__(self, enquiry, *, url, contents=None, form=None, is_declining=False):
        self.enquiry, self.url, self.contents, self.form = enquiry, url, contents, form
        self.is_declining = is_declining

    @property
    def is_closed(self):
        return self.enquiry.closed_at is not None

    @property
    def not_sent(self):
        """An answer that came too late, or ""."""
        return self.form.cleaned_data["text"] if self.is_closed and self.form.is_bound else ""

    @property
    def outcome(self):
        return self.enquiry.outcome

    @property
    def was_answered_here(self):
        return self.outcome == Outcome.ANSWERED

    @property
    def listing(self):
        return self.enquiry.listing

    @property
    def about(self):
        """What it is about, as [(kind, name), …]; the names of today, or the slug of what is gone."""
        asked = [(Condition, self.contents.condition), (Therapy, self.contents.therapy)]
        return [(model._meta.verbose_name, _name(model, slug)) for model, slug in asked if slug]

    @property
    def writer(self):
        return WRITERS_TOLD[Writer(self.contents.writes_as)]

    @property
    def wants_call(self):
        return self.contents.reply_by == Way.PHONE

    @cached_property
    def reply_language(self):
        found = Language.objects.filter(code=self.contents.reply_language).first()
        return capfirst(found.name) if found else self.contents.reply_language


def _name(model, slug):
    found = model.objects.filter(slug=slug).first()
    return found.name if found else slug
