"""Files of affiliations: who works where, as what."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import Affiliation, Clinic, Specialist
from directory.models.affiliation import Role

from .columns import ChoiceColumn, FactColumn, ListingColumn
from .row_kind import RowKind

FORMER_MAIN_PLACE = "former_main_place"  # among the changes of a row, beside the names of columns
field = Affiliation._meta.get_field


class AffiliationKind(RowKind):
    """A specialist has one main place of work: naming another one lets the former step back."""

    def fit(self, plan, key, before, rows, reading):
        if not plan.values.get("is_main"):
            return
        named = reading.main_places.setdefault(plan.target, plan.row.line)
        if named != plan.row.line:
            plan.refuse(_("Line %(line)d names another main place of work.") % {"line": named})
            return
        for other, row in rows.items():
            if other != key and row["is_main"]:
                rows[other] = {**row, "is_main": False}
                plan.changes.append([FORMER_MAIN_PLACE, row["clinic"], None])


AFFILIATIONS = AffiliationKind(
    "affiliations",
    gettext_lazy("affiliations"),
    [
        ListingColumn(field("specialist"), model=Specialist),
        ListingColumn(field("clinic"), model=Clinic),
        ChoiceColumn(field("role"), enumeration=Role, also=("position", "funktion", "fonction", "funzione")),
        FactColumn(field("is_main")),
    ],
    owners={"specialist": Specialist},
    relation="affiliations",
    key="clinic",
)
