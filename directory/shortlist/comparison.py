"""Entries side by side: what each treats with which therapy, and its facts."""

from django.utils.functional import cached_property

from conditions.folding import fold

WIDE = 4  # entries: more do not fit on a sheet of paper beside one another


class Comparison:
    """A column for each entry. A cell is True, False or None (not stated)."""

    def __init__(self, entries):
        self.entries = entries

    def __bool__(self):
        return len(self.entries) > 1

    @property
    def is_wide(self):
        return len(self.entries) > WIDE

    @property
    def facts(self):
        """[(label, cells), …]"""
        columns = [entry.listing.facts for entry in self.entries]
        return [(row[0][0], [value for _label, value in row]) for row in zip(*columns, strict=True)]

    @property
    def treated(self):
        """[(condition, cells, [(therapy, cells), …]), …] by name: "this with that" is one statement."""
        return [
            (
                condition,
                self._cells(condition),
                [(therapy, self._cells(condition, therapy)) for therapy in therapies],
            )
            for condition, therapies in self._pairs
        ]

    def _cells(self, condition, therapy=None):
        """Yes or not stated: what nobody has listed is not known to be missing."""
        return [True if (condition.pk, therapy and therapy.pk) in offers else None for offers in self._offers]

    @cached_property
    def _offers(self):
        """For each entry the (condition, therapy) keys it offers, and (condition, None)."""
        return [
            {
                (treatment.condition.pk, key)
                for treatment in entry.listing.treatments.all()
                for key in (None, *(therapy.pk for therapy in treatment.therapies.all()))
            }
            for entry in self.entries
        ]

    @property
    def _pairs(self):
        conditions, therapies = {}, {}
        for entry in self.entries:
            for treatment in entry.listing.treatments.all():
                conditions[treatment.condition.pk] = treatment.condition
                found = therapies.setdefault(treatment.condition.pk, {})
                found.update((therapy.pk, therapy) for therapy in treatment.therapies.all())
        return [
            (condition, _by_name(therapies[condition.pk].values())) for condition in _by_name(conditions.values())
        ]


def _by_name(objects):
    return sorted(objects, key=lambda named: (fold(named.name), named.pk))
