from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null, source_text_is_present

from .meaning import MEANS_AT_MOST_ONE_THING, Meaning
from .slugged import Slugged


class GlossaryTerm(Slugged, Meaning):
    """A medical word in plain words."""

    term = models.CharField(_("term"), max_length=120)
    definition = models.TextField(_("in plain words"))

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        ordering = ["slug"]
        constraints = [
            source_text_is_present("glossaryterm", "term", "definition"),
            missing_text_is_null("glossaryterm", "term", "definition"),
            models.CheckConstraint(
                name="glossaryterm_means_one_thing",
                condition=MEANS_AT_MOST_ONE_THING,
                violation_error_message=_("A word means one condition, therapy, primary tumour or specialty."),
            ),
        ]

    def __str__(self):
        return self.term

    def get_absolute_url(self):
        return f"{reverse('conditions:glossary')}#{self.slug}"
