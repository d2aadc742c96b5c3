"""Rows of a run for people: what they change, in words and in the language of the reader."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from directory.models import Clinic
from directory.models.import_run import Outcome

from .affiliations import FORMER_MAIN_PLACE
from .columns import ListingColumn
from .deciding import SAME, choice_of
from .kinds import KINDS
from .vocabulary import Vocabulary


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ShownRow:
    row: object
    says: list[tuple[str, str]]  # (label, cell), where the changes do not tell
    changes: list[Change]
    choices: list[tuple[str, str, bool]]  # (value, label, is chosen), where something is to be decided
    url: str  # of the listing, "" while there is none

    @property
    def is_new(self):
        return self.row.outcome == Outcome.NEW


def shown(run, rows, url_of):
    """[ShownRow, …]; a bounded number of statements. `url_of` is given the name of a model and a key."""
    kind, vocabulary = KINDS[run.kind], Vocabulary()
    names = _names(kind, rows)

    def change(name, old, new):
        if name == FORMER_MAIN_PLACE:
            return Change(_("former main place of work"), names[Clinic].get(old, ""), "")
        column = kind.columns[name]
        if isinstance(column, ListingColumn):
            listings = names[column.model]
            return Change(column.label, listings.get(old, ""), listings.get(new, ""))
        return Change(column.label, column.show(old, vocabulary), column.show(new, vocabulary))

    return [
        ShownRow(
            row,
            _cells(kind, row),
            [change(*values) for values in row.changes],
            _choices(row),
            url_of(row.model, row.object_id) if row.object_id else "",
        )
        for row in rows
    ]


def _cells(kind, row):
    if row.outcome not in (Outcome.SUSPECT, Outcome.REFUSED, Outcome.SKIPPED):
        return []
    return [(kind.columns[name].label, cell) for name, cell in row.cells.items()]


def _names(kind, rows):
    """{model: {key: name}} of the listings that changes point at."""
    keys = defaultdict(set)
    for row in rows:
        for name, *values in row.changes:
            column = kind.columns.get(name)
            if isinstance(column, ListingColumn) or name == FORMER_MAIN_PLACE:
                keys[column.model if column else Clinic] |= set(values) - {None}
    return defaultdict(
        dict,
        {model: {obj.pk: str(obj) for obj in QuerySet(model).filter(pk__in=pks)} for model, pks in keys.items()},
    )


def _choices(row):
    if not row.candidates:
        return []
    same = [
        (f"{SAME}{candidate['pk']}", _("The same as %(name)s") % {"name": _called(candidate)})
        for candidate in row.candidates
        if "pk" in candidate
    ]
    chosen = choice_of(row)
    choices = [
        *same,
        ("new", _("Somebody or something else: new")),
        ("skip", _("Leave out")),
        ("", _("Undecided")),
    ]
    return [(value, label, value == chosen) for value, label in choices]


def _called(candidate):
    return ", ".join(filter(None, [candidate["name"], candidate["place"]]))
