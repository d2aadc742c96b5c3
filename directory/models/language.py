from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null, source_text_is_present
from conditions.folding import as_shown
from conditions.word_search import words_index


class LanguageQuerySet(models.QuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)

    def by_name(self):
        """From A to Z as the reader sees the names."""
        return self.order_by(as_shown("name"), "pk")


class Language(models.Model):
    """A language in which patients can speak with a doctor, by ISO 639 code."""

    code = models.CharField(_("ISO 639 code"), max_length=3, unique=True)
    name = models.CharField(_("name"), max_length=60)

    objects = LanguageQuerySet.as_manager()

    class Meta:
        verbose_name = _("spoken language")
        verbose_name_plural = _("spoken languages")
        ordering = ["code"]
        indexes = [words_index("language", "code", translated=["name"])]
        constraints = [
            models.CheckConstraint(name="language_code_has_its_form", condition=Q(code__regex=r"^[a-z]{2,3}$")),
            source_text_is_present("language", "name"),
            missing_text_is_null("language", "name"),
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.code,)
