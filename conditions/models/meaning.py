"""Words that people search with, and what lists are filtered by for who types them."""

from django.db import models
from django.db.models import Func, Q
from django.db.models.lookups import Exact, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from conditions.folding import Fold

from .condition import Condition
from .primary_tumour import PrimaryTumour
from .specialty import Specialty
from .therapy import Therapy

MEANINGS = ("condition", "therapy", "primary_tumour", "specialty")


class NumberOfMeanings(Func):
    function = "num_nonnulls"
    output_field = models.IntegerField()

    def __init__(self):
        super().__init__(*MEANINGS)


def meant(model, verbose_name):
    return models.ForeignKey(
        model, models.PROTECT, verbose_name=verbose_name, related_name="%(class)ss", null=True, blank=True
    )


class Meaning(models.Model):
    """A word that stands for one condition, therapy, primary tumour or specialty."""

    condition = meant(Condition, _("means condition"))
    therapy = meant(Therapy, _("means therapy"))
    primary_tumour = meant(PrimaryTumour, _("means primary tumour"))
    specialty = meant(Specialty, _("means specialty"))

    class Meta:
        abstract = True

    @property
    def means(self):
        """What the word stands for, or None."""
        return next((found for name in MEANINGS if (found := getattr(self, name))), None)


class SynonymQuerySet(models.QuerySet):
    def get_by_natural_key(self, words, *slugs):
        meant = {f"{name}__slug": slug for name, slug in zip(MEANINGS, slugs, strict=True)}
        return self.get(words=words, **meant)


class Synonym(Meaning):
    """Another word for something, in whatever language; it is searched by and shown nowhere."""

    words = models.CharField(
        _("words"),
        max_length=80,
        help_text=_("As people type it, for instance: bone mets. Names and “also known as” are found anyway."),
    )

    objects = SynonymQuerySet.as_manager()

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["words", "pk"]
        constraints = [
            models.CheckConstraint(
                name="synonym_means_one_thing",
                condition=Exact(NumberOfMeanings(), 1),
                violation_error_message=_(
                    "Say what it means: one condition, therapy, primary tumour or specialty."
                ),
            ),
            models.CheckConstraint(
                name="synonym_has_a_letter",
                condition=Q(words__regex=r"[[:alnum:]]"),
                violation_error_message=_("Give at least one word."),
            ),
            models.UniqueConstraint(
                Fold("words"),
                *MEANINGS,
                name="synonym_is_unique_in_its_meaning",
                nulls_distinct=False,
                violation_error_message=_("This synonym is there already."),
            ),
        ]

    def __str__(self):
        return self.words

    def natural_key(self):
        return (self.words, *(meant.slug if (meant := getattr(self, name)) else None for name in MEANINGS))

    natural_key.dependencies = [
        "conditions.condition",
        "conditions.therapy",
        "conditions.primarytumour",
        "conditions.specialty",
    ]


MEANS_AT_MOST_ONE_THING = LessThanOrEqual(NumberOfMeanings(), 1)
