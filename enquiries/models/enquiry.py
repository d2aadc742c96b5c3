from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enquiries import periods
from enquiries.contents import opened
from enquiries.reference import PATTERN, new_reference


class Outcome(models.TextChoices):
    """How an enquiry was closed."""

    ANSWERED = "answered", _("Answered here")
    REPLIED = "replied", _("Answered by e-mail or telephone")
    DECLINED = "declined", _("Declined")
    UNDELIVERABLE = "undeliverable", _("Could not be delivered")


class EnquiryQuerySet(models.QuerySet):
    def unconfirmed(self):
        return self.filter(confirmed_at=None)

    def waiting(self):
        """Confirmed, and not with the recipient yet."""
        return self.filter(confirmed_at__isnull=False, forwarded_at=None, closed_at=None)

    def unread(self):
        return self.filter(forwarded_at__isnull=False, read_at=None, closed_at=None)

    def long_unread(self):
        """Somebody should ask the recipient whether they got the mail."""
        return self.unread().filter(forwarded_at__lte=timezone.now() - timedelta(days=7))

    def read(self):
        return self.filter(read_at__isnull=False, closed_at=None)

    def closed(self):
        return self.filter(closed_at__isnull=False)


class Enquiry(models.Model):
    """What a reader asks a specialist or clinic. All that is personal is sealed."""

    Outcome = Outcome

    reference = models.CharField(_("reference number"), max_length=9, unique=True, default=new_reference)
    # what it is about may go; the sealed address stays
    specialist = models.ForeignKey(
        "directory.Specialist",
        verbose_name=_("specialist"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="enquiries",
    )
    clinic = models.ForeignKey(
        "directory.Clinic",
        verbose_name=_("clinic"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="enquiries",
    )
    language = models.CharField(_("the sender’s language"), max_length=10)
    consent_text = models.ForeignKey(
        "enquiries.ConsentText",
        verbose_name=_("text of consent"),
        on_delete=models.PROTECT,
        related_name="enquiries",
    )
    sealed = models.BinaryField()  # Contents
    sealed_with = models.CharField(max_length=8)  # the name of the key
    form_key = models.UUIDField(unique=True)  # the same for the same form sent twice

    arrived_at = models.DateTimeField(_("arrived at"), default=timezone.now)
    asked_at = models.DateTimeField(_("asked to confirm at"), null=True)
    confirmed_at = models.DateTimeField(_("address confirmed at"), null=True)
    forwarded_at = models.DateTimeField(_("forwarded at"), null=True)
    read_at = models.DateTimeField(_("first read at"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    outcome = models.CharField(_("outcome"), max_length=13, choices=Outcome, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        default_permissions = ["view"]
        ordering = ["-arrived_at", "-pk"]
        indexes = [
            models.Index(fields=["-arrived_at", "-id"], name="enquiry_by_arrival"),
            models.Index(fields=["closed_at"], name="enquiry_by_closing"),
            models.Index(fields=["sealed_with"], name="enquiry_by_key"),
        ]
        constraints = [
            models.CheckConstraint(
                name="enquiry_reference_has_its_form", condition=Q(reference__regex=f"^{PATTERN}$")
            ),
            models.CheckConstraint(
                name="enquiry_is_to_one_listing",
                condition=Q(specialist__isnull=True) | Q(clinic__isnull=True),
            ),
            models.CheckConstraint(name="enquiry_says_something", condition=~Q(sealed=b"")),
            models.CheckConstraint(
                name="enquiry_is_confirmed_before_anything",
                condition=Q(confirmed_at__isnull=False)
                | Q(forwarded_at__isnull=True, read_at__isnull=True, closed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="enquiry_is_forwarded_before_it_is_read",
                condition=Q(read_at__isnull=True) | Q(forwarded_at__isnull=False),
            ),
            models.CheckConstraint(
                name="enquiry_is_read_before_it_is_answered",
                condition=~Q(outcome__in=[Outcome.ANSWERED, Outcome.REPLIED, Outcome.DECLINED])
                | Q(read_at__isnull=False),
            ),
            models.CheckConstraint(
                name="enquiry_undeliverable_was_never_read",
                condition=~Q(outcome=Outcome.UNDELIVERABLE) | Q(forwarded_at__isnull=True),
            ),
            models.CheckConstraint(
                name="enquiry_closed_has_its_outcome",
                condition=Q(closed_at__isnull=True, outcome="")
                | Q(closed_at__isnull=False, outcome__in=Outcome.values),
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def listing(self):
        """Whom it is to; None when the listing is gone."""
        return self.specialist or self.clinic

    @property
    def state(self):
        if self.closed_at:
            return self.get_outcome_display()
        if self.read_at:
            return _("Read")
        if self.forwarded_at:
            return _("Forwarded, not read yet")
        return _("To be forwarded") if self.confirmed_at else _("Address not confirmed yet")

    @property
    def deleted_on(self):
        """When it is deleted: so long after it was closed, or after it arrived at the latest."""
        latest = self.arrived_at + timedelta(days=periods.AT_LATEST)
        if self.closed_at is None:
            return latest
        return min(latest, self.closed_at + timedelta(days=periods.AFTER_CLOSING))

    def contents(self):
        """What it says. For the recipient's and the sender's own pages and for addressing mails, nobody else.

        Raises keyring.SealedError.
        """
        return opened(self.sealed, self.reference)
