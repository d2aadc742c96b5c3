from django.db import models
from django.db.models import BooleanField, F, Func, Q
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null
from conditions.word_search import words_index

from .condition import Condition


class IsbnIsValid(Func):
    """The check digit of an ISBN-10 or ISBN-13, with or without hyphens, as the database sees it."""

    function = "isbn_is_valid"
    output_field = BooleanField()
    conditional = True


class ReferenceQuerySet(models.QuerySet):
    def get_by_natural_key(self, key):
        return self.get(key=key)


class Reference(models.Model):
    """A publication that a claim rests on, cited from texts as [@key]."""

    web_addresses = {"url": "", "doi": "https://doi.org/"}

    key = models.SlugField(
        _("key"),
        max_length=60,
        unique=True,
        help_text=_("Cited as [@key] in texts, for instance chow-2012. It cannot change afterwards."),
    )
    authors = models.CharField(_("authors"), max_length=300, help_text=_("As printed: Chow E, Zeng L, …"))
    title = models.CharField(_("title"), max_length=400)
    container = models.CharField(
        _("published in"), max_length=200, blank=True, help_text=_("Journal, series or publisher.")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    volume = models.CharField(_("volume and issue"), max_length=40, blank=True)
    pages = models.CharField(_("pages"), max_length=40, blank=True)
    doi = models.CharField(
        "DOI", max_length=200, null=True, blank=True, unique=True, help_text=_("Without https://doi.org/.")
    )
    isbn = models.CharField("ISBN", max_length=17, null=True, blank=True)
    url = models.URLField(_("web address"), max_length=300, blank=True)
    language = models.CharField(
        _("language"), max_length=3, help_text=_("ISO 639 code of the publication, for instance de.")
    )
    note = models.TextField(
        _("note"), null=True, blank=True, help_text=_("What a reader should know about this source.")
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["key"]
        indexes = [words_index("reference", "key", "authors", "title", "doi", "isbn")]
        constraints = [
            models.CheckConstraint(
                name="reference_key_can_be_cited",
                condition=Q(key__regex=r"^[a-z0-9-]+$"),
                violation_error_message=_("A key has small letters, digits and hyphens only."),
            ),
            models.CheckConstraint(
                name="reference_doi_has_its_form",
                condition=Q(doi__isnull=True) | Q(doi__regex=r"^10\.[0-9]{4,9}/[^[:space:]]+$"),
                violation_error_message=_("A DOI looks like 10.1016/j.clon.2011.11.004."),
            ),
            models.CheckConstraint(
                name="reference_isbn_check_digit_is_right",
                condition=Q(isbn__isnull=True) | Q(IsbnIsValid(F("isbn"))),
                violation_error_message=_("This ISBN is mistyped: its check digit does not fit."),
            ),
            models.CheckConstraint(
                name="reference_year_is_plausible", condition=Q(year__gte=1800, year__lte=2100)
            ),
            missing_text_is_null("reference", "note"),
        ]

    def __str__(self):
        return f"{self.authors} {self.year}: {self.title}"

    def natural_key(self):
        return (self.key,)


class CitationQuerySet(models.QuerySet):
    def get_by_natural_key(self, condition, reference):
        return self.get(condition__slug=condition, reference__key=reference)


class Citation(models.Model):
    """A source that a condition page lists even where no sentence cites it by key."""

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="citations")
    reference = models.ForeignKey(
        Reference, verbose_name=_("reference"), on_delete=models.PROTECT, related_name="citations"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("listed source")
        verbose_name_plural = _("listed sources")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["condition", "reference"], name="citation_is_unique_in_condition"),
        ]

    def __str__(self):
        return str(self.reference)

    def natural_key(self):
        return (*self.condition.natural_key(), *self.reference.natural_key())

    natural_key.dependencies = ["conditions.condition", "conditions.reference"]
