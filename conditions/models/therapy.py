from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null, source_text_is_present
from conditions.markup import validate_markup
from conditions.word_search import words_index
from desk.models import Publishable, PublishableQuerySet

from .condition import Condition
from .review import Reviewed
from .slugged import Slugged, SluggedQuerySet

TEXTS = ["aim", "explanation", "when_used", "benefit", "risk"]


class TherapyQuerySet(SluggedQuerySet, PublishableQuerySet):
    def for_names(self):
        """Without the long texts."""
        long = ["summary", *TEXTS]
        columns = [f"{text}_{language}" for text in long for language in settings.MODELTRANSLATION_LANGUAGES]
        return self.defer(*columns)

    def for_page(self):
        return self.select_related("written_by", "reviewed_by").prefetch_related("condition_therapies__condition")


class Therapy(Slugged, Publishable, Reviewed):
    """A treatment, explained once and joined to the conditions it is used for."""

    is_reviewed = True

    class Reach(models.TextChoices):
        LOCAL = "local", _("Local: acts where it is aimed")
        SYSTEMIC = "systemic", _("Systemic: acts in the whole body")

    name = models.CharField(_("name"), max_length=120)
    summary = models.TextField(_("summary"), help_text=_("One or two sentences for the card."))
    reach = models.CharField(_("reach"), max_length=10, choices=Reach)
    aim = models.TextField(_("aim"), validators=[validate_markup])
    explanation = models.TextField(_("what it is"), validators=[validate_markup])
    when_used = models.TextField(_("when it is used"), validators=[validate_markup])
    benefit = models.TextField(_("benefit"), validators=[validate_markup])
    risk = models.TextField(_("risks and side effects"), validators=[validate_markup])
    ops_code = models.CharField(
        _("OPS code"), max_length=12, blank=True, help_text=_("German procedure code, for instance 8-522.")
    )
    conditions = models.ManyToManyField(
        Condition, through="ConditionTherapy", related_name="therapies", verbose_name=_("conditions")
    )
    updated_at = models.DateTimeField(_("last change"), auto_now=True, db_default=Now())

    objects = TherapyQuerySet.as_manager()

    class Meta:
        verbose_name = _("therapy")
        verbose_name_plural = _("therapies")
        default_permissions = Publishable.Meta.default_permissions
        ordering = ["slug"]
        indexes = [words_index("therapy", "slug", translated=["name"])]
        constraints = [
            *Publishable.Meta.constraints,
            *Reviewed.Meta.constraints,
            models.CheckConstraint(name="therapy_reach_is_known", condition=Q(reach__in=["local", "systemic"])),
            source_text_is_present("therapy", "name", "summary", *TEXTS),
            missing_text_is_null("therapy", "name", "summary", *TEXTS),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("conditions:therapy_detail", args=[self.slug])


class ConditionTherapyQuerySet(models.QuerySet):
    def get_by_natural_key(self, condition, therapy):
        return self.get(condition__slug=condition, therapy__slug=therapy)


class ConditionTherapy(models.Model):
    """A therapy that is used for a condition, and what holds for this pair."""

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="condition_therapies")
    therapy = models.ForeignKey(
        Therapy,
        verbose_name=_("therapy"),
        on_delete=models.PROTECT,
        related_name="condition_therapies",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    note = models.TextField(_("note for this condition"), null=True, blank=True, validators=[validate_markup])

    objects = ConditionTherapyQuerySet.as_manager()

    class Meta:
        verbose_name = _("therapy for this condition")
        verbose_name_plural = _("therapies for this condition")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["condition", "therapy"],
                name="conditiontherapy_pair_is_unique",
                deferrable=models.Deferrable.DEFERRED,  # two rows of one form may swap
            ),
            missing_text_is_null("conditiontherapy", "note"),
        ]

    def __str__(self):
        return f"{self.condition} – {self.therapy}"

    def natural_key(self):
        return (*self.condition.natural_key(), *self.therapy.natural_key())

    natural_key.dependencies = ["conditions.condition", "conditions.therapy"]
