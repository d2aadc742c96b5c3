from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null, source_text_is_present


class ConsentTextQuerySet(models.QuerySet):
    def in_force(self):
        """The newest, or None."""
        return self.order_by("-version").first()


class ConsentText(models.Model):
    """What a sender consents to. Never changed, because each enquiry names the version it was sent under.

    The database refuses to change or delete one (migration 0002). So it is no text for translators, who would
    change it: a version is written in all languages at once, or shown in the source language.
    """

    version = models.PositiveSmallIntegerField(_("version"), unique=True)
    text_de = models.TextField(_("text, German"))
    text_en = models.TextField(_("text, English"), null=True, blank=True)
    text_fr = models.TextField(_("text, French"), null=True, blank=True)
    text_it = models.TextField(_("text, Italian"), null=True, blank=True)
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

    @property
    def text(self):
        """In the active language, or in the first that there is."""
        languages = (get_language(), *settings.MODELTRANSLATION_FALLBACK_LANGUAGES)
        return next(text for one in languages if (text := getattr(self, f"text_{one}", None)))
