"""What the page with the form shows."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language

from conditions.models import HelpLine
from conditions.texts import language_of
from directory.contacts import contact, mailbox
from enquiries.models import ConsentText
from intake import effort, form_token
from intake.form_page import FormPage

from .forms import EnquiryForm
from .storing import store


class EnquiryPage(FormPage):
    """The form for one listing from for_page()."""

    may_be_missing = frozenset(["writes_as", "reply_by", "consent"])  # nothing is sent of what is not chosen

    def __init__(self, listing, asked, posted=None):
        """`asked` is the QueryDict of the address: what the reader came from."""
        super().__init__(posted)
        self.listing, self.asked = listing, asked

    @cached_property
    def mailbox(self):
        """The listing that the message goes to, or None: then nobody can be written to here."""
        return mailbox(self.listing)

    @property
    def clinic(self):
        """The clinic that the message goes to in place of the specialist, or None."""
        return self.mailbox if self.mailbox != self.listing else None

    @property
    def contact(self):
        """Whose telephone or website helps where no message arrives, or None."""
        return contact(self.listing)

    @cached_property
    def consent_text(self):
        return ConsentText.objects.in_force()

    @property
    def consent_lang(self):
        return language_of(self.consent_text, "text")

    @property
    def is_open(self):
        return self.mailbox is not None and self.consent_text is not None

    @cached_property
    def help_lines(self):
        return HelpLine.objects.by_country()

    @cached_property
    def form(self):
        initial = {name: self.asked.get(name, "") for name in ("condition", "therapy")}
        return EnquiryForm(self.listing, self.sent, initial)

    @property
    def url(self):
        """Where the form is sent: without a word of what it is about."""
        return reverse("enquiries:enquiry", kwargs={self.listing._meta.model_name: self.listing.slug})

    @property
    def about(self):
        address = form_token.digest(self.mailbox.email, size=8).hex()
        return ["enquiry", self.listing._meta.model_name, self.listing.pk, address, self.consent_text.version]

    @property
    def to_store(self):
        """What storing.store() wants of a valid form, but for the reader's network."""
        told = self.form.told
        return {
            "told": told,
            "listing": self.listing,
            "recipient": self.mailbox.email,
            "language": get_language(),
            "consent_text": self.consent_text,
            "form_key": form_token.form_key(self.sent_token.key, told),
            "token": self.sent_token.key,
            "is_proven": effort.is_proven(self.sent_token, self.posted["proof"]),
        }

    def keep(self, network):
        """The address of the thanks, once the enquiry is stored. Raises TooManyError; then nothing is kept."""
        kept = store(**self.to_store, network=network)
        return reverse("enquiries:sent", args=[kept.reference])
