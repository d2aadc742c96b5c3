from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q, Value
from django.db.models.functions import Concat, Substr
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null
from conditions.folding import Fold, SearchWords
from conditions.models import Condition, Country, SluggedQuerySet, Specialty
from desk.models import PublishableQuerySet
from directory import outlines

from .identifiers import BSNR_IS_RIGHT, IK_IS_RIGHT, SITE_NUMBER_IS_RIGHT
from .language import Language
from .listing import Listing
from .region import Region
from .treatment import ClinicTreatment


class Kind(models.TextChoices):
    UNIVERSITY_HOSPITAL = "university-hospital", _("University hospital")
    HOSPITAL = "hospital", _("Hospital")
    CERTIFIED_CENTRE = "certified-centre", _("Certified centre")
    PRACTICE = "practice", _("Practice")
    PALLIATIVE_SERVICE = "palliative-service", _("Palliative care service")


def in_country(code):
    """By the region, which is in every form; a constraint on the generated column would be skipped there."""
    return Q(Exact(Substr(F("region"), 1, 2), Value(code)))


class ClinicQuerySet(SluggedQuerySet, PublishableQuerySet):
    def for_list(self):
        return self.select_related("region").prefetch_related(
            Prefetch("specialties", Specialty.objects.by_name()),
            "specialties__primary_tumours",
            Prefetch("languages", Language.objects.by_name()),
            Prefetch("treatments", ClinicTreatment.objects.public()),
        )

    def for_page(self):
        return self.for_list().prefetch_related("certificates")


class Clinic(Listing):
    """A hospital, centre or practice that treats patients at one address."""

    owns = ["treatments", "certificates"]
    Kind = Kind

    name = models.CharField(_("name"), max_length=220)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    street = models.CharField(_("street and number"), max_length=160, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=5)
    city = models.CharField(_("town"), max_length=120)
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        to_field="code",
        on_delete=models.PROTECT,
        related_name="clinics",
        help_text=_("Also says the country."),
    )
    country = models.GeneratedField(
        verbose_name=_("country"),
        expression=Substr("region", 1, 2),
        output_field=models.CharField(max_length=2),
        db_persist=True,
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True, help_text=_("WGS 84, degrees")
    )
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    ik = models.CharField(
        "IK",
        max_length=9,
        null=True,
        blank=True,
        help_text=_("Germany, 9 digits; the sites of a hospital share it."),
    )
    bsnr = models.CharField(
        "BSNR", max_length=9, null=True, blank=True, unique=True, help_text=_("Germany, 9 digits.")
    )
    hospital_site_number = models.CharField(
        _("hospital site number"),
        max_length=6,
        null=True,
        blank=True,
        unique=True,
        help_text=_("Germany, 6 digits."),
    )
    conditions = models.ManyToManyField(
        Condition, through=ClinicTreatment, related_name="clinics", verbose_name=_("treats condition")
    )
    sort_name = models.GeneratedField(expression=Fold("name"), output_field=models.TextField(), db_persist=True)
    search_words = models.GeneratedField(
        expression=SearchWords(
            Fold(Concat("name", Value(" "), "city", Value(" "), "postal_code", output_field=models.TextField()))
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ClinicQuerySet.as_manager()

    class Meta(Listing.Meta):
        abstract = False
        verbose_name = _("clinic")
        verbose_name_plural = _("clinics")
        ordering = ["sort_name", "pk"]
        indexes = [
            *Listing.Meta.indexes,
            models.Index(fields=["sort_name", "id"], name="clinic_by_name"),
            models.Index(fields=["country"], name="clinic_country"),
            models.Index(fields=["kind"], name="clinic_kind"),
            models.Index(fields=["id"], condition=Q(latitude__isnull=True), name="clinic_no_coordinates"),
            # Without fastupdate a search does not read through what an import has just added.
            GinIndex(fields=["search_words"], name="clinic_search_words", fastupdate=False),
        ]
        constraints = [
            *Listing.Meta.constraints,
            IK_IS_RIGHT,
            BSNR_IS_RIGHT,
            SITE_NUMBER_IS_RIGHT,
            models.UniqueConstraint(
                fields=["ik"],
                condition=Q(hospital_site_number__isnull=True),
                name="clinic_ik_is_unique_without_site",
                violation_error_message=_(
                    "Another clinic has this IK. The sites of one hospital are told apart by their site numbers."
                ),
            ),
            models.CheckConstraint(
                name="clinic_german_numbers_are_of_germany",
                condition=Q(ik__isnull=True, bsnr__isnull=True, hospital_site_number__isnull=True)
                | in_country("DE"),
                violation_error_message=_("IK, BSNR and hospital site number exist in Germany only."),
            ),
            missing_text_is_null("clinic", "profile"),
            models.CheckConstraint(name="clinic_kind_is_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="clinic_postal_code_fits_country",
                condition=Q(postal_code__regex=r"^[0-9]{5}$") & in_country("DE")
                | Q(postal_code__regex=r"^[1-9][0-9]{3}$") & ~in_country("DE"),
                violation_error_message=_(
                    "The postal code does not fit the country: five digits in Germany, four in Austria and "
                    "Switzerland."
                ),
            ),
            models.CheckConstraint(
                name="clinic_coordinates_come_in_pairs",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message=_("Give both latitude and longitude, or neither."),
            ),
            models.CheckConstraint(
                name="clinic_coordinates_inside_country",
                condition=Q(latitude__isnull=True)
                | Q(latitude__range=(47.2, 55.1), longitude__range=(5.8, 15.1)) & in_country("DE")
                | Q(latitude__range=(46.3, 49.1), longitude__range=(9.4, 17.2)) & in_country("AT")
                | Q(latitude__range=(45.7, 47.9), longitude__range=(5.9, 10.6)) & in_country("CH"),
                violation_error_message=_("These coordinates are not in the clinic's country."),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.city}"

    def get_absolute_url(self):
        return reverse("directory:clinic_detail", args=[self.slug])

    @property
    def country_name(self):
        return Country(self.region_id[:2]).label

    def clean(self):
        super().clean()
        if self.latitude is not None and self.longitude is not None and self.region_id:
            country = Country(self.region_id[:2])
            km = outlines.km_outside(country, float(self.latitude), float(self.longitude))
            if km > outlines.TOLERANCE_KM:
                raise ValidationError(
                    {
                        "latitude": _("These coordinates are %(km)d km outside %(country)s.")
                        % {"km": km, "country": country.label}
                    }
                )
