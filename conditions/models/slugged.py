from django.db import models
from django.utils.translation import gettext_lazy as _

from conditions.folding import as_shown

from .fallback import FallbackLanguages


class SluggedQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)

    def by_name(self):
        """From A to Z as the reader sees the names."""
        return self.order_by(as_shown("name"), "pk")


class Slugged(models.Model):
    """Something with one untranslated name in every URL, filter and fixture."""

    slug = models.SlugField(
        _("short name in addresses"),
        max_length=100,
        unique=True,
        help_text=_("Part of the web address in every language. Links break when it changes."),
    )

    objects = SluggedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def lang_of(self):
        """In which language each text is shown, for templates: `{% if therapy.lang_of.name %}`."""
        return FallbackLanguages(self)

    def natural_key(self):
        return (self.slug,)
