from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null, source_text_is_present
from conditions.word_search import words_index

from .slugged import Slugged


class Specialty(Slugged):
    """A field of medicine, with the protected titles its specialists hold in each country."""

    name = models.CharField(_("name"), max_length=120)
    explanation = models.TextField(
        _("explanation"), null=True, blank=True, help_text=_("What these doctors do here, in one sentence.")
    )
    title_in_germany = models.CharField(_("official title in Germany"), max_length=160, blank=True)
    title_in_austria = models.CharField(_("official title in Austria"), max_length=160, blank=True)
    title_in_switzerland = models.CharField(_("official title in Switzerland"), max_length=160, blank=True)
    ihe_code = models.CharField(
        _("IHE-D code"),
        max_length=4,
        blank=True,
        help_text=_("Practice setting code of urn:oid:1.3.6.1.4.1.19376.3.276.1.5.4, for instance STRA."),
    )
    schema_org = models.CharField(
        "schema.org", max_length=40, blank=True, help_text=_("A schema.org MedicalSpecialty, if one fits.")
    )

    class Meta:
        verbose_name = _("specialty")
        verbose_name_plural = _("specialties")
        ordering = ["slug"]
        indexes = [words_index("specialty", "slug", translated=["name"])]
        constraints = [
            source_text_is_present("specialty", "name"),
            missing_text_is_null("specialty", "name", "explanation"),
            models.CheckConstraint(
                name="specialty_ihe_code_has_its_form",
                condition=Q(ihe_code="") | Q(ihe_code__regex=r"^[A-Z]{4}$"),
                violation_error_message=_("An IHE-D code has four capital letters."),
            ),
        ]

    def __str__(self):
        return self.name
