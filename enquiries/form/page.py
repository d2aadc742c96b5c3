"""What the page with the form shows."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language

from conditions.models import HelpLine
from conditions.texts import language_of
from directory.contacts import contact, mailbox
from enquiries.models import ConsentText
from intake import effort, form_token
from intake.checks import has_fields

from .forms import EnquiryForm


class FormPage:
    """The form for one listing from for_page(). `posted` is the QueryDict of a form that was sent."""

    def __init__(self, listing, asked, posted=None):
        """`asked` is the QueryDict of the address: what the reader came from."""
        self.listing, self.asked, self.posted = listing, asked, posted

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
        sent = None if self.posted is None else {name: self.posted[name] for name in self.posted}
        initial = {name: self.asked.get(name, "") for name in ("condition", "therapy")}
        return EnquiryForm(self.listing, sent, initial)

    @property
    def url(self):
        """Where the form is sent: without a word of what it is about."""
        return reverse("enquiries:enquiry", kwargs={self.listing._meta.model_name: self.listing.slug})

    @property
    def _about(self):
        address = form_token.digest(self.mailbox.email, size=8).hex()
        return ["enquiry", self.listing._meta.model_name, self.listing.pk, address, self.consent_text.version]

    @cached_property
    def sent_token(self):
        return form_token.read(self.posted.get("token", ""), self._about) if self.posted else None

    @cached_property
    def token(self):
        """For the next time the form is sent; the same as last time while it is good."""
        return self.sent_token.text if self.sent_token else form_token.make(self._about)

    @property
    def is_as_asked(self):
        """Nothing is sent of what is not chosen."""
        optional = ["writes_as", "reply_by", "consent"]
        return has_fields(self.posted, {"token", *self.form.fields}, optional)

    @property
    def proof(self):
        return self.posted.get("proof", "")

    @property
    def seconds_to_wait(self):
        return effort.seconds_to_wait(self.sent_token, self.proof)

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
            "is_proven": effort.is_proven(self.sent_token, self.proof),
        }
