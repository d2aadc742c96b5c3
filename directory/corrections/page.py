"""What the pages show on which a reader says that something is wrong."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language

from intake import form_token
from intake.form_page import FormPage

from .facts import facts_of, is_yes_or_no, label, says
from .forms import CorrectionForm


def about(listing, fact, stated):
    """What a form's token is made for: this statement of this listing, as the page shows it."""
    return [listing._meta.model_name, listing.pk, str(fact), form_token.digest(stated, size=8).hex()]


class ChoicePage:
    """What can be wrong: each statement with what the page says now."""

    fact = None

    def __init__(self, listing):
        self.listing = listing

    @property
    def choices(self):
        return [
            {
                "url": f"{self.listing.correction_url}?fact={fact.value}",
                "label": label(self.listing, fact),
                "says": says(self.listing, fact),
            }
            for fact in facts_of(self.listing)
        ]


class CorrectionPage(FormPage):
    """The form for one statement."""

    def __init__(self, listing, fact, posted=None):
        super().__init__(posted)
        self.listing, self.fact = listing, fact
        self.label = label(listing, fact)
        self.says = says(listing, fact)

    @cached_property
    def form(self):
        return CorrectionForm(self.listing, self.fact, self.sent)

    @property
    def about(self):
        return about(self.listing, self.fact, self.says)

    @property
    def may_be_missing(self):
        return {name for name in self.form.names if is_yes_or_no(name)}

    @property
    def correction(self):
        """The Correction of a valid form."""
        told = self.form.told
        return self.form.correction(
            stated=self.says, language=get_language(), form_key=form_token.form_key(self.sent_token.key, told)
        )

    def sent_url(self, correction):
        about = {self.listing._meta.model_name: self.listing.slug, "form_key": correction.form_key}
        return reverse("directory:correction_sent", kwargs=about)


class SentPage:
    """What happens now to a correction that was sent; the address of the page stays good after that."""

    def __init__(self, listing, correction):
        self.listing = listing
        self.label = label(listing, correction.fact)
        self.is_open = correction.is_open
        self.wants_answer = bool(correction.reply_to) and correction.answered_at is None
        self.left_no_address = not correction.reply_to and correction.address_deleted_at is None
