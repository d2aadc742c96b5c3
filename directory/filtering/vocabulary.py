"""Every value that can be asked for, with its label in the active language: one statement, then remembered."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from conditions.folding import fold
from conditions.models import Condition, Country, PrimaryTumour, Specialty, Therapy
from desk.models import Status
from directory.models import Language, Region

from .remembered import Remembered

FACET_LABELS = {
    "country": _("Country"),
    "region": _("Region"),
    "condition": _("Condition"),
    "therapy": _("Therapy"),
    "tumour": _("Where did the cancer start?"),
    "specialty": _("Specialty"),
    "language": _("Spoken language"),
    "insurance": _("Statutory insurance"),
    "second_opinion": _("Second opinion"),
    "video": _("Video consultation"),
    "barrier_free": _("Step-free access"),
}
SHORT_LABELS = {**FACET_LABELS, "tumour": _("Primary tumour")}  # where the question itself would not fit
HINTS = {"tumour": _("Shows who leads the treatment of this cancer. Others may give radiotherapy or operate.")}
STATED = {
    "yes": pgettext_lazy("a fact about a listing", "Yes"),
    "no": pgettext_lazy("a fact about a listing", "No"),
    "not-stated": pgettext_lazy("a fact about a listing", "Not stated"),
}
NO_GROUP, NO_POSITION = Value(""), Value(0)
FACT_FACETS = ("insurance", "second_opinion", "video", "barrier_free")


@dataclass(frozen=True)
class Term:
    """One value of a facet."""

    value: str
    label: str
    group: str = ""


class Vocabulary(Mapping):
    """{facet: {value: Term}} in the order in which options are shown."""

    def __init__(self):
        self.facets = {
            "country": {country.value: Term(country.value, str(country.label)) for country in Country},
            **{facet: {value: Term(value, str(STATED[value])) for value in STATED} for facet in FACT_FACETS},
        }
        rows = sorted(_statement(), key=lambda row: (row[0], row[3], row[4], fold(row[2])))
        for facet, value, label, group, _position in rows:
            self.facets.setdefault(facet, {})[value] = Term(value, label, group)

    def __getitem__(self, facet):
        return self.facets.get(facet, {})

    def __iter__(self):
        return iter(self.facets)

    def __len__(self):
        return len(self.facets)

    def label(self, facet, value):
        return self[facet][value].label


_remembered = Remembered()


def vocabulary(version):
    """The Vocabulary at this version of the data, in the active language; at None, as it is now."""
    return _remembered.get(version, Vocabulary, get_language())


def _statement():
    parts = [
        _terms("condition", QuerySet(Condition).filter(status=Status.PUBLISHED)),
        _terms("therapy", QuerySet(Therapy).filter(status=Status.PUBLISHED)),
        _terms("tumour", QuerySet(PrimaryTumour), position=F("position")),
        _terms("specialty", QuerySet(Specialty)),
        _terms("language", QuerySet(Language), value="code"),
        _terms("region", QuerySet(Region), value="code", group=F("country")),
    ]
    return parts[0].union(*parts[1:], all=True)


def _terms(facet, queryset, *, value="slug", group=NO_GROUP, position=NO_POSITION):
    languages = settings.MODELTRANSLATION_LANGUAGES
    preferred = sorted(languages, key=lambda language: language != get_language())
    columns = {
        "term_facet": Value(facet),
        "term_value": Cast(value, TextField()),
        "term_label": Coalesce(*(F(f"name_{language}") for language in preferred), output_field=TextField()),
        "term_group": Cast(group, TextField()),
        "term_position": Cast(position, IntegerField()),
    }
    return queryset.order_by().annotate(**columns).values_list(*columns)
