"""What the sender of an enquiry sees of it: how it stands, and the answer when it is asked for."""

from django.utils.translation import gettext as _

from conditions.models import HelpLine
from directory.addresses import list_url, query_string
from directory.contacts import contact
from directory.models import Clinic, Specialist
from enquiries.models import Outcome


class DeletedPage:
    is_deleted = True
    listing = None

    def __init__(self, reference):
        self.reference = reference

    @property
    def heading(self):
        return _("Your message is deleted")


class SenderPage:
    is_deleted = False

    def __init__(self, enquiry, *, url, answer="", is_deleting=False):
        """`answer` is what the recipient wrote, once the sender has asked for it."""
        self.enquiry, self.url, self.answer, self.is_deleting = enquiry, url, answer, is_deleting

    @property
    def heading(self):
        if self.is_deleting:
            return _("Delete your message?")
        return _("Shall we send your message?") if self.stage == "confirm" else _("Your message")

    @property
    def reference(self):
        return self.enquiry.reference

    @property
    def listing(self):
        """Whom it is to, if readers can see it still."""
        listing = self.enquiry.listing
        return listing if listing and listing.is_published else None

    @property
    def contact(self):
        """Where else the sender may turn when nothing could be delivered."""
        if self.listing is None:
            return None
        return contact(type(self.listing).objects.for_page().get(pk=self.listing.pk))

    @property
    def stage(self):
        """One of confirm, forwarding, forwarded, read, and the outcomes."""
        if self.enquiry.outcome:
            return Outcome(self.enquiry.outcome).value
        if self.enquiry.confirmed_at is None:
            return "confirm"
        if self.enquiry.forwarded_at is None:
            return "forwarding"
        return "read" if self.enquiry.read_at else "forwarded"

    @property
    def others_url(self):
        """Others of the same kind, for what the message was about."""
        contents = self.enquiry.contents()
        about = {"condition": contents.condition, "therapy": contents.therapy}
        model = Clinic if self.enquiry.clinic_id else Specialist
        return f"{list_url(model)}?{query_string(about)}".removesuffix("?")

    @property
    def help_lines(self):
        return HelpLine.objects.by_country()
