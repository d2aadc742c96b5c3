"""What can be wrong on the page of a listing: the fields it stands for, its name, and what the page says now."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import Clinic, Correction, Specialist
from directory.models.listing import FACTS
from directory.profile_page import ClinicPage

Fact = Correction.Fact

SINGLE = {fact: [fact.value] for fact in (Fact.PHONE, Fact.EMAIL, Fact.WEBSITE, *map(Fact, FACTS))}
FIELDS = {
    Specialist: {Fact.NAME: ["title", "given_name", "family_name"], **SINGLE},
    Clinic: {Fact.NAME: ["name"], Fact.ADDRESS: ["street", "postal_code", "city"], **SINGLE},
}
LABELS = {
    Clinic: {
        Fact.NAME: gettext_lazy("name"),
        Fact.WORKPLACE: gettext_lazy("Specialists here"),
        Fact.GONE: gettext_lazy("no longer exists"),
    },
}


def facts_of(listing):
    """What can be wrong on this page, in the order in which a reader is asked."""
    return [fact for fact in Fact if fact != Fact.ADDRESS or isinstance(listing, Clinic)]


def label(listing, fact):
    return capfirst(LABELS.get(type(listing), {}).get(fact) or Fact(fact).label)


def fields_of(listing, fact):
    """The names of the listing's fields that hold the statement; [] where a value would not do."""
    return FIELDS[type(listing)].get(fact, [])


def is_yes_or_no(fact):
    return fact in FACTS


def is_shown(fact):
    """Whether the page says anything of it, be it that it is not stated."""
    return fact not in (Fact.GONE, Fact.OTHER)


def in_words(value):
    """A value as readers see it: a fact is yes, no or not stated."""
    words = {True: _("Yes"), False: _("No"), None: _("Not stated"), "": _("Not stated")}
    return words.get(value, value)


def says(listing, fact):
    """What the page shows of it in the active language, or "". The listing comes from for_page()."""
    if not is_shown(fact):
        return ""
    if fact == Fact.NAME:
        return listing.name
    if fact == Fact.ADDRESS:
        return f"{listing.street}, {listing.postal_code} {listing.city}".removeprefix(", ")
    if fact in SINGLE:
        return in_words(getattr(listing, fact))
    return in_words(" · ".join(str(part) for part in TOLD[fact](listing)))


def _treatments(listing):
    for treatment in listing.treatments.all():
        therapies = ", ".join(therapy.name for therapy in treatment.therapies.all())
        yield f"{treatment.condition.name} ({therapies})" if therapies else treatment.condition.name


def _workplaces(listing):
    if isinstance(listing, Clinic):
        return [affiliation.specialist.name for affiliation in ClinicPage(listing).specialists]
    return [affiliation.clinic for affiliation in listing.affiliations.all()]


TOLD = {
    Fact.SPECIALTIES: lambda listing: [specialty.name for specialty in listing.specialties.all()],
    Fact.LANGUAGES: lambda listing: [language.name for language in listing.languages.all()],
    Fact.TREATMENTS: _treatments,
    Fact.WORKPLACE: _workplaces,
}
