from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    ARRIVED = "arrived", _("Arrived")
    CONFIRMED = "confirmed", _("Address confirmed")
    FORWARDED = "forwarded", _("Forwarded")
    LINK_RENEWED = "link-renewed", _("New link sent to the recipient")
    READ = "read", _("Read by the recipient")
    ANSWERED = "answered", _("Answered here")
    REPLIED = "replied", _("Answered by e-mail or telephone")
    DECLINED = "declined", _("Declined")
    UNDELIVERABLE = "undeliverable", _("Could not be delivered")
    ANSWER_READ = "answer-read", _("Answer read by the sender")
    WITHDRAWN = "withdrawn", _("Consent withdrawn, deleted by the sender")
    DELETED_UNCONFIRMED = "deleted-unconfirmed", _("Deleted: address never confirmed")
    DELETED_CLOSED = "deleted-closed", _("Deleted: 30 days after it was closed")
    DELETED_OLD = "deleted-old", _("Deleted: 90 days after it arrived")


ENDS = [Kind.WITHDRAWN, Kind.DELETED_UNCONFIRMED, Kind.DELETED_CLOSED, Kind.DELETED_OLD]


class Event(models.Model):
    """What became of an enquiry, and when. Without personal data, so it outlives the enquiry and proves its end.

    Only added: the database refuses to change a row, and to delete one before its third year (migration 0002).
    """

    Kind = Kind

    reference = models.CharField(_("reference number"), max_length=9)
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("log of enquiries")
        default_permissions = ["view"]
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="event_by_time"),
            models.Index(fields=["reference", "id"], name="event_by_reference"),
        ]
        constraints = [
            models.CheckConstraint(name="event_kind_is_known", condition=models.Q(kind__in=Kind.values)),
            models.UniqueConstraint(
                fields=["reference"],
                condition=models.Q(kind=Kind.ARRIVED),
                name="event_arrival_is_once",
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=models.Q(kind__in=ENDS),
                name="event_end_is_once",
            ),
        ]

    def __str__(self):
        return f"{self.reference}: {self.get_kind_display()}"
