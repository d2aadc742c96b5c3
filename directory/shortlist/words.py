"""What the files say of a listing, in the language of the page they were asked for on."""

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directory.filtering.matching import STATES
from directory.filtering.vocabulary import STATED


def kind(listing):
    """ "Specialist: Urology", or the kind of clinic."""
    if listing._meta.model_name == "clinic":
        return listing.get_kind_display()
    return ", ".join(specialty.name for specialty in listing.specialties.all())


def treats(listing):
    """[ "Bone metastases: Surgery, Radiotherapy", …]"""
    return [_treatment(treatment) for treatment in listing.treatments.all()]


def facts(listing):
    """[(label, "Yes", "No" or "Not stated"), …]"""
    return [(capfirst(label), str(STATED[STATES[value]])) for label, value in listing.facts]


def checked(listing):
    if listing.checked_on is None:
        return _("Not yet checked")
    return _("Checked on %(date)s") % {"date": date_format(listing.checked_on)}


def sample(listing):
    """That it is invented; "" where it is not."""
    if not listing.is_sample:
        return ""
    return _("Sample entry: invented, to try the site. This person, clinic and telephone number do not exist.")


def notes(listing):
    """Lines of a note."""
    label = pgettext("what a specialist or clinic does", "Treats")
    lines = [sample(listing), kind(listing), *(_said(label, line) for line in treats(listing))]
    lines += [_said(fact, stated) for fact, stated in facts(listing)]
    return [line for line in [*lines, checked(listing)] if line]


def _treatment(treatment):
    therapies = ", ".join(therapy.name for therapy in treatment.therapies.all())
    return _said(treatment.condition.name, therapies or _("Therapies not stated"))


def _said(fact, stated):
    return _("%(fact)s: %(stated)s") % {"fact": fact, "stated": stated}
