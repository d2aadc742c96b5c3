from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What came of asking a web address."""

    ANSWERED = "answered", _("it answers")
    REFUSED = "refused", _("it answers with an error")
    NO_NAME = "no-name", _("there is no such site")
    NO_ANSWER = "no-answer", _("it does not answer")
    CERTIFICATE = "certificate", _("its certificate is not accepted")
    REDIRECTS = "redirects", _("it leads on and on")
    NOT_PUBLIC = "not-public", _("it leads to no public web address")


class LinkCheckQuerySet(models.QuerySet):
    def broken(self):
        """What failed, and failed again a day or more later."""
        return self.filter(failing_since__isnull=False, checked_at__gte=F("failing_since") + LinkCheck.PATIENCE)


class LinkCheck(models.Model):
    """The last time a web address that our content names was asked (manage.py check_links)."""

    PATIENCE = timedelta(hours=23)  # a day, though a daily run may come to an address a little earlier
    Outcome = Outcome

    address = models.CharField(_("web address"), max_length=500, unique=True)
    outcome = models.CharField(_("outcome"), max_length=11, choices=Outcome)
    status = models.PositiveSmallIntegerField(_("status"), null=True)  # of HTTP, of the last answer
    checked_at = models.DateTimeField(_("checked at"))
    failing_since = models.DateTimeField(_("failing since"), null=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of a web address")
        verbose_name_plural = _("checks of web addresses")
        default_permissions = []
        ordering = ["address"]
        indexes = [
            models.Index(fields=["id"], condition=Q(failing_since__isnull=False), name="linkcheck_failing"),
        ]
        constraints = [
            models.CheckConstraint(
                name="linkcheck_is_of_a_web_address", condition=Q(address__regex=r"^[Hh][Tt][Tt][Pp][Ss]?://")
            ),
            models.CheckConstraint(name="linkcheck_outcome_is_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(
                name="linkcheck_error_has_its_status",
                condition=~Q(outcome="refused") | Q(status__isnull=False, status__gte=400),
            ),
            models.CheckConstraint(
                name="linkcheck_fails_unless_it_answered",
                condition=Q(outcome="answered", failing_since__isnull=True)
                | ~Q(outcome="answered") & Q(failing_since__isnull=False),
            ),
            models.CheckConstraint(
                name="linkcheck_fails_no_longer_than_it_was_checked",
                condition=Q(failing_since__isnull=True) | Q(failing_since__lte=F("checked_at")),
            ),
        ]

    def __str__(self):
        return f"{self.address}: {self.words}"

    @property
    def is_broken(self):
        return self.failing_since is not None and self.checked_at - self.failing_since >= self.PATIENCE

    @property
    def words(self):
        """ "it answers with an error (404)" """
        return f"{self.get_outcome_display()} ({self.status})" if self.status else str(self.get_outcome_display())
