import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    CONFIRM = "confirm", _("To the sender: confirm the address")
    FORWARD = "forward", _("To the recipient: a link to the enquiry")
    NEWS = "news", _("To the sender: there is news")


class MailQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at=None, dead_at=None)

    def sent(self):
        return self.filter(sent_at__isnull=False)

    def dead(self):
        """Given up, and nobody at the desk has said that it is dealt with."""
        return self.filter(dead_at__isnull=False, noted_at=None)


class Mail(models.Model):
    """A mail to be sent once. It has no text and no address: both are made from its enquiry when it is sent."""

    Kind = Kind

    enquiry = models.ForeignKey(
        "enquiries.Enquiry", verbose_name=_("enquiry"), on_delete=models.CASCADE, related_name="mails"
    )
    kind = models.CharField(_("mail"), max_length=8, choices=Kind)
    message_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)  # the same however often tried
    wanted_at = models.DateTimeField(_("to be sent at"), db_default=Now())
    due_at = models.DateTimeField(_("next try"), db_default=Now())
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    claim = models.UUIDField(null=True)  # of the worker that is at it
    claimed_until = models.DateTimeField(null=True)
    error = models.CharField(_("last error"), max_length=60, blank=True)  # a code or kind; never its words
    sent_at = models.DateTimeField(_("sent at"), null=True)
    dead_at = models.DateTimeField(_("given up at"), null=True)
    noted_at = models.DateTimeField(_("dealt with at"), null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail of an enquiry")
        verbose_name_plural = _("mails of enquiries")
        default_permissions = ["view", "change"]
        ordering = ["-wanted_at", "-pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(sent_at=None, dead_at=None), name="mail_by_due_time"),
            models.Index(fields=["-wanted_at", "-id"], name="mail_by_wish"),
        ]
        constraints = [
            models.CheckConstraint(name="mail_kind_is_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="mail_is_sent_or_given_up", condition=Q(sent_at__isnull=True) | Q(dead_at__isnull=True)
            ),
            models.CheckConstraint(
                name="mail_claim_has_its_end",
                condition=Q(claim__isnull=True, claimed_until__isnull=True)
                | Q(claim__isnull=False, claimed_until__isnull=False),
            ),
            models.CheckConstraint(
                name="mail_given_up_says_why", condition=Q(dead_at__isnull=True) | ~Q(error="")
            ),
            models.CheckConstraint(
                name="mail_noted_was_given_up", condition=Q(noted_at__isnull=True) | Q(dead_at__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["enquiry", "kind"],
                condition=Q(sent_at=None, dead_at=None),
                name="mail_waits_once",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.enquiry.reference})"

    @property
    def state(self):
        if self.sent_at:
            return _("Sent")
        if self.dead_at:
            return _("Dealt with") if self.noted_at else _("Given up")
        return _("Waiting")
