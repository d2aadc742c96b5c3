"""What the pages show on which somebody writes to the editors."""

from django.db import transaction
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.models import Specialist
from intake import form_token
from intake.form_page import FormPage

from . import limits
from .forms import LetterForm, ListedForm
from .models import Letter

Subject = Letter.Subject


class ChoicePage:
    """Who is listed has something corrected, objects, or asks."""

    subject = None

    def __init__(self, listing):
        self.listing = listing
        self.url = _objection_url(listing)
        self.title = _("This is me") if _is_person(listing) else _("This is our clinic")

    @property
    def choices(self):
        ask, object_ = (LetterPage(subject, self.listing) for subject in (Subject.ACCESS, Subject.OBJECTION))
        return [
            {
                "url": self.listing.correction_url,
                "label": _("Something is wrong here"),
                "says": _("We check what you write and correct the entry."),
            },
            {
                "url": object_.url,
                "label": object_.title,
                "says": _("While we check it, we take the entry off the site."),
            },
            {
                "url": ask.url,
                "label": ask.title,
                "says": _("You learn what is stored, where it comes from and what it is for."),
            },
        ]


class LetterPage(FormPage):
    """The form for one subject; of who is listed it is about a listing."""

    def __init__(self, subject, listing=None, posted=None):
        super().__init__(posted)
        self.subject, self.listing = subject, listing
        self.choice_url = _objection_url(listing) if listing else ""

    @property
    def title(self):
        is_person = self.listing is None or _is_person(self.listing)
        return {
            Subject.OBJECTION: _("I object to being listed") if is_person else _("We object to being listed"),
            Subject.ACCESS: _("What is stored about me?") if is_person else _("What is stored about us?"),
            Subject.BARRIER: _("Report a barrier"),
            Subject.OTHER: _("Write to the editors"),
        }[self.subject]

    @cached_property
    def form(self):
        if self.listing:
            return ListedForm(self.subject, self.listing, self.sent)
        return LetterForm(self.subject, self.sent)

    @property
    def url(self):
        """Where the form is sent."""
        if self.listing:
            return f"{self.choice_url}?subject={self.subject}"
        return reverse("legal:feedback" if self.subject == Subject.BARRIER else "legal:contact")

    @property
    def about(self):
        return ["letter", str(self.subject), *_key(self.listing)]

    @property
    def may_be_missing(self):
        return {"capacity"} if self.listing else set()  # nothing is sent when none is chosen

    @property
    def letter(self):
        """The Letter of a valid form."""
        told = self.form.told
        known = {"language": get_language(), "form_key": form_token.form_key(self.sent_token.key, told)}
        if self.listing:
            known |= {self.listing._meta.model_name: self.listing, "listing_name": str(self.listing)[:300]}
        return Letter(subject=self.subject, **told, **known)

    def keep(self, network):
        """The address of the thanks, once the letter is stored. Raises TooManyError; then nothing is kept."""
        letter = self.letter
        _store(letter, self.listing, network)
        return reverse("legal:letter_sent", args=[letter.form_key])


def _objection_url(listing):
    return reverse("legal:objection", kwargs={listing._meta.model_name: listing.slug})


def _is_person(listing):
    return isinstance(listing, Specialist)


def _key(listing):
    return [listing._meta.model_name, listing.pk] if listing else []


@transaction.atomic
def _store(letter, listing, network):
    if Letter.objects.filter(form_key=letter.form_key).exists():
        return
    limits.count(network, listing)
    # no error where two requests race for the same key: PostgreSQL would quote the writer's words in it
    Letter.objects.bulk_create([letter], ignore_conflicts=True)


class SentPage:
    """What happens now to a letter that was sent; the address of the page stays good after that."""

    def __init__(self, letter):
        self.letter = letter
        self.listing = letter.listing if letter.listing and letter.listing.is_published else None
        self.wants_answer = bool(letter.reply_to) and letter.answered_at is None
        self.left_no_address = not letter.reply_to and letter.address_deleted_at is None
