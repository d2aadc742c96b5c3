import re

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conditions.models import Slugged, Specialty
from conditions.validators import validate_not_in_the_future
from desk.models import Publishable
from directory.freshness import freshness

from .identifiers import GLN_IS_RIGHT, OID_IS_RIGHT
from .language import Language

FACTS = [
    "accepts_statutory_insurance",
    "offers_second_opinion",
    "offers_video_consultation",
    "is_barrier_free",
]


NO_CONTACT = Q(phone="", email="", website="")


def _lacks_profile(language):
    return Q(profile_de__isnull=False, **{f"profile_{language}__isnull": True})


class Listing(Slugged, Publishable):
    """What specialists and clinics have in common. A fact is yes, no, or not stated (None)."""

    web_addresses = {"website": "", "source_url": ""}
    is_long = True  # 100,000 of them: the desk counts no further than desk.long_lists.AT_MOST

    specialties = models.ManyToManyField(
        Specialty, verbose_name=_("specialties"), related_name="%(class)ss", blank=True
    )
    languages = models.ManyToManyField(
        Language, verbose_name=_("spoken languages"), related_name="%(class)ss", blank=True
    )
    profile = models.TextField(
        _("profile"),
        null=True,
        blank=True,
        help_text=_("Neutral and sourced: no superlatives, no promise of success, no patient stories."),
    )
    phone = models.CharField(
        _("telephone"), max_length=40, blank=True, help_text=_("For instance +49 30 23125 000.")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)

    gln = models.CharField(
        "GLN", max_length=13, null=True, blank=True, unique=True, help_text=_("Switzerland, 13 digits.")
    )
    oid = models.CharField(
        "GDA-OID", max_length=64, null=True, blank=True, unique=True, help_text=_("Austria, 1.2.40.0.34. …")
    )

    accepts_statutory_insurance = models.BooleanField(
        _("statutory insurance"),
        null=True,
        blank=True,
        help_text=_("Statutory health insurance, in Switzerland the compulsory basic insurance, is accepted."),
    )
    offers_second_opinion = models.BooleanField(_("second opinion"), null=True, blank=True)
    offers_video_consultation = models.BooleanField(_("video consultation"), null=True, blank=True)
    is_barrier_free = models.BooleanField(_("step-free access"), null=True, blank=True)

    checked_on = models.DateField(_("checked on"), null=True, blank=True, validators=[validate_not_in_the_future])
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Where these statements were checked.")
    )
    source_url = models.URLField(_("address of the source"), blank=True)
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Invented, to try the site; marked as such everywhere.")
    )
    updated_at = models.DateTimeField(_("last change"), auto_now=True, db_default=Now())

    class Meta:
        abstract = True
        default_permissions = [*Publishable.Meta.default_permissions, "import", "export"]
        # What the desk asks for: rare things by partial indexes, which cost next to nothing, so that neither its
        # filters nor its work list read a long table to the end (bench/desk.py).
        indexes = [
            models.Index(fields=["checked_on", "id"], name="%(class)s_by_check"),
            models.Index(fields=["offers_second_opinion"], name="%(class)s_second_opinion"),
            models.Index(fields=["status"], condition=~Q(status="published"), name="%(class)s_unpublished"),
            models.Index(fields=["id"], condition=Q(is_sample=True), name="%(class)s_samples"),
            models.Index(fields=["id"], condition=NO_CONTACT, name="%(class)s_no_contact"),
            models.Index(fields=["website"], condition=~Q(website=""), name="%(class)s_website"),
            models.Index(fields=["source_url"], condition=~Q(source_url=""), name="%(class)s_source_url"),
            *(
                models.Index(
                    fields=["id"], condition=_lacks_profile(language), name=f"%(class)s_no_profile_{language}"
                )
                for language in settings.MODELTRANSLATION_LANGUAGES[1:]
            ),
        ]
        constraints = [
            *Publishable.Meta.constraints,
            GLN_IS_RIGHT,
            OID_IS_RIGHT,
            models.CheckConstraint(
                name="%(class)s_check_names_its_source",
                condition=Q(checked_on__isnull=True, source="") | Q(checked_on__isnull=False) & ~Q(source=""),
                violation_error_message=_("A check needs both its day and its source."),
            ),
            models.CheckConstraint(
                name="%(class)s_phone_can_be_dialled",
                condition=Q(phone="") | Q(phone__regex=r"^\+?[0-9(][0-9 ()/-]*$"),
                violation_error_message=_("A telephone number has digits, spaces and + ( ) / - only."),
            ),
            models.CheckConstraint(
                name="%(class)s_stated_facts_are_checked",
                condition=Q(checked_on__isnull=False) | Q(**{f"{fact}__isnull": True for fact in FACTS}),
                violation_error_message=_("A stated fact needs the day it was checked and its source."),
            ),
        ]

    @property
    def tel(self):
        """The number as a tel: link wants it; a (0) inside an international number is not dialled."""
        number = self.phone.replace("(0)", "") if self.phone.startswith("+") else self.phone
        return re.sub(r"[^0-9+]", "", number)

    @property
    def has_contact(self):
        return bool(self.phone or self.email or self.website)

    @property
    def first_source(self):
        """That of all facts, which source_url leads to."""
        return self.source.partition("; ")[0]

    @property
    def later_sources(self):
        """Those that single facts were checked at since, each after a semicolon (corrections/deciding.py)."""
        return self.source.removeprefix(self.first_source)

    @property
    def freshness(self):
        return freshness(self.checked_on)

    @property
    def facts(self):
        """The tri-state facts in order: [(label, True | False | None), …]."""
        return [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in FACTS]

    @property
    def correction_url(self):
        """Where readers say that something on its page is wrong."""
        return reverse("directory:correction", kwargs={self._meta.model_name: self.slug})
