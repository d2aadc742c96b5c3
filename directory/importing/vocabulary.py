"""What cells may name: specialties, languages, therapies, conditions and regions, by their key or by any name."""

from collections import defaultdict
from functools import cache

from django.conf import settings
from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import override

from conditions.models import Condition, ConditionTherapy, Specialty, Therapy
from directory.models import Language, Region

from .refusals import CellRefusedError
from .words import folded

MODELS = {
    "specialty": (Specialty, "slug"),
    "language": (Language, "code"),
    "therapy": (Therapy, "slug"),
    "condition": (Condition, "slug"),
    "region": (Region, "code"),
}


class Terms:
    """One vocabulary: `keys` is {value: key}, `values` {folded key or name: the values of that name}."""

    def __init__(self, names):
        self.keys = {value: key for value, key, _names in names}
        self.values = defaultdict(set)
        for value, key, called in names:
            for name in (key, *called):
                if name:
                    self.values[folded(name)].add(value)

    def find(self, text):
        """The value that `text` names. Raises CellRefusedError."""
        found = self.values.get(folded(text), ())
        if len(found) == 1:
            return next(iter(found))
        if found:
            keys = get_text_list(sorted(str(self.keys[value]) for value in found), _("or"))
            message = _("“%(text)s” is the name of several. Write %(keys)s.")
            raise CellRefusedError(message % {"text": text, "keys": keys})
        raise CellRefusedError(_("“%(text)s” is not known here.") % {"text": text})

    def find_all(self, text):
        """The values of a list; what is between two separators is one name. Raises CellRefusedError."""
        if folded(text) in self.values:
            return [self.find(text)]
        parts = next((text.split(mark) for mark in ("\n", ";", "|") if mark in text), None) or text.split(",")
        return sorted({self.find(part.strip()) for part in parts if part.strip()})

    def key(self, value):
        return str(self.keys.get(value, value))


class Vocabulary:
    """Asks the database for each kind of term once, when it is first needed."""

    def __init__(self):
        self._terms = {}
        self._therapies = None

    def __getitem__(self, kind):
        if kind not in self._terms:
            model, key = MODELS[kind]
            columns = [f"name_{language}" for language in settings.MODELTRANSLATION_LANGUAGES]
            value = key if kind == "region" else "pk"  # a clinic points at the code of its region
            rows = QuerySet(model).order_by().values_list(value, key, *columns)
            self._terms[kind] = Terms([(row[0], row[1], row[2:]) for row in rows])
        return self._terms[kind]

    def therapies_for(self, condition):
        """The keys of the therapies that a condition lists; others are refused, as in the admin."""
        if self._therapies is None:
            self._therapies = defaultdict(set)
            for pair in QuerySet(ConditionTherapy).order_by().values_list("condition", "therapy"):
                self._therapies[pair[0]].add(pair[1])
        return self._therapies[condition]


@cache
def choices(enumeration):
    """The Terms of a TextChoices: its values, named by their labels in every language."""
    labels = defaultdict(list)
    for language in settings.MODELTRANSLATION_LANGUAGES:
        with override(language):
            for value, label in enumeration.choices:
                labels[value].append(str(label))
    return Terms([(value, value, called) for value, called in labels.items()])
