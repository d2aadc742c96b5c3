from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null, source_text_is_present


class ConsentTextQuerySet(models.QuerySet):
    def in_force(self):
        """The newest, or None."""
        return self.order_by("-version").first()


class ConsentText(models.Model):
    """What a sender consents to. Never changed, because each enquiry names the version it was sent under.

    The database refuses to change or delete one (migration 0002).
    """

    version = models.PositiveSmallIntegerField(_("version"), unique=True)
    text = models.TextField(_("text"))
    made_at = models.DateTimeField(_("in force since"), db_default=Now())

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of consent")
        verbose_name_plural = _("texts of consent")
        default_permissions = ["add", "view"]
        ordering = ["-version"]
        constraints = [
            source_text_is_present("consenttext", "text"),
            missing_text_is_null("consenttext", "text"),
            models.CheckConstraint(name="consenttext_version_counts_from_one", condition=models.Q(version__gte=1)),
        ]

    def __str__(self):
        return str(self.version)
