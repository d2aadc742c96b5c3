"""Files of treatments: which specialist or clinic treats which condition, and with what."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import Affiliation, Clinic, Specialist, SpecialistTreatment

from .columns import DayColumn, LineColumn, ListingColumn, TermColumn, TermsColumn
from .row_kind import RowKind

field = SpecialistTreatment._meta.get_field


class TreatmentKind(RowKind):
    """Only therapies that the condition lists; those stored earlier may stay, as in the admin."""

    facts = ["therapies"]

    def fit(self, plan, key, before, rows, reading):
        listed = reading.vocabulary.therapies_for(rows[key]["condition"])
        foreign = set(plan.values.get("therapies", ())) - listed - set(before["therapies"] if before else ())
        if foreign:
            terms = reading.vocabulary["therapy"]
            names = get_text_list(sorted(terms.key(therapy) for therapy in foreign), _("and"))
            plan.refuse(_("The condition does not list %(therapies)s.") % {"therapies": names})


TREATMENTS = TreatmentKind(
    "treatments",
    gettext_lazy("treatments"),
    [
        ListingColumn(Affiliation._meta.get_field("specialist"), model=Specialist),
        ListingColumn(Affiliation._meta.get_field("clinic"), model=Clinic),
        TermColumn(field("condition"), terms="condition"),
        TermsColumn(field("therapies"), terms="therapy"),
        LineColumn(field("source")),
        DayColumn(field("checked_on")),
    ],
    owners={"specialist": Specialist, "clinic": Clinic},
    relation="treatments",
    key="condition",
)
