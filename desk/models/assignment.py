from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# Languages that the texts have, not those of the interface only.
LANGUAGES = [(code, name) for code, name in settings.LANGUAGES if code in settings.MODELTRANSLATION_LANGUAGES]


class LanguageAssignment(models.Model):
    """A language into which somebody translates; who may only translate edits the texts of these languages."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="language_assignments",
    )
    language = models.CharField(_("language"), max_length=8, choices=LANGUAGES)

    class Meta:
        verbose_name = _("language to translate into")
        verbose_name_plural = _("languages to translate into")
        ordering = ["account", "language"]
        constraints = [
            models.UniqueConstraint(fields=["account", "language"], name="languageassignment_is_unique"),
        ]

    def __str__(self):
        return f"{self.account}: {self.get_language_display()}"
