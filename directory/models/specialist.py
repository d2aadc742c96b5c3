from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Prefetch, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null
from conditions.folding import Fold, SearchWords
from conditions.models import Condition, SluggedQuerySet, Specialty
from desk.models import PublishableQuerySet

from .affiliation import Affiliation
from .clinic import Clinic
from .identifiers import LANR_IS_RIGHT
from .language import Language
from .listing import Listing
from .treatment import SpecialistTreatment


class SpecialistQuerySet(SluggedQuerySet, PublishableQuerySet):
    def for_list(self):
        affiliations = Affiliation.objects.at_published_clinics().select_related("clinic__region")
        return self.prefetch_related(
            Prefetch("affiliations", affiliations),
            Prefetch("specialties", Specialty.objects.by_name()),
            "specialties__primary_tumours",
            Prefetch("languages", Language.objects.by_name()),
            Prefetch("treatments", SpecialistTreatment.objects.public()),
        )

    def for_page(self):
        return self.for_list()


class Specialist(Listing):
    """A physician who treats patients at one or more clinics."""

    owns = ["affiliations", "treatments"]

    title = models.CharField(
        _("academic title"), max_length=60, blank=True, help_text=_("For instance Prof. Dr. med.")
    )
    given_name = models.CharField(_("given name"), max_length=80)
    family_name = models.CharField(_("family name"), max_length=120)
    lanr = models.CharField(
        "LANR", max_length=9, null=True, blank=True, unique=True, help_text=_("Germany, 9 digits.")
    )
    photo = models.ImageField(_("portrait"), upload_to="portraits/", blank=True)
    clinics = models.ManyToManyField(
        Clinic, through=Affiliation, related_name="specialists", verbose_name=_("clinics")
    )
    conditions = models.ManyToManyField(
        Condition,
        through=SpecialistTreatment,
        related_name="specialists",
        verbose_name=_("treats condition"),
    )
    sort_name = models.GeneratedField(
        expression=Fold(Concat("family_name", Value(", "), "given_name", output_field=models.TextField())),
        output_field=models.TextField(),
        db_persist=True,
    )
    search_words = models.GeneratedField(
        expression=SearchWords(
            Fold(Concat("family_name", Value(" "), "given_name", output_field=models.TextField()))
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = SpecialistQuerySet.as_manager()

    class Meta(Listing.Meta):
        abstract = False
        verbose_name = _("specialist")
        verbose_name_plural = _("specialists")
        ordering = ["sort_name", "pk"]
        indexes = [
            *Listing.Meta.indexes,
            models.Index(fields=["sort_name", "id"], name="specialist_by_name"),
            # Without fastupdate a search does not read through what an import has just added.
            GinIndex(fields=["search_words"], name="specialist_search_words", fastupdate=False),
        ]
        constraints = [
            *Listing.Meta.constraints,
            LANR_IS_RIGHT,
            missing_text_is_null("specialist", "profile"),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return f"{self.title} {self.given_name} {self.family_name}".strip()

    def get_absolute_url(self):
        return reverse("directory:specialist_detail", args=[self.slug])
