"""The translation clock: which translation is missing, outdated, or made by machine and not yet checked.

Missing is seen from the texts themselves. The other two are marks in the content, made when it is saved. So a text
without a mark is up to date, also one that was never touched here.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.settings import AVAILABLE_LANGUAGES, DEFAULT_LANGUAGE

from .snapshots import owned, translated

SOURCE = DEFAULT_LANGUAGE
TARGETS = [language for language in AVAILABLE_LANGUAGES if language != SOURCE]
MISSING, OUTDATED, MACHINE, CURRENT = "missing", "outdated", "machine", "current"
STATES = [MISSING, OUTDATED, MACHINE, CURRENT]
NAMES = [
    (MISSING, _("missing")),
    (OUTDATED, _("outdated")),
    (MACHINE, _("made by machine, not checked")),
    (CURRENT, _("up to date")),
]


@dataclass(frozen=True)
class Text:
    """A translated text in all its languages; `path` is "summary" or "sections/12/body"."""

    path: str
    model: type
    field: str
    words: dict[str, str | None]

    @property
    def source(self):
        return self.words[SOURCE]


def texts(model, content):
    """{path: Text} of the object and its rows, in the order of the page."""
    found = dict(_texts(model, content["fields"], ""))
    for name, (row_model, _owner) in owned(model).items():
        for pk, values in content["rows"].get(name, {}).items():
            found.update(_texts(row_model, values, f"{name}/{pk}/"))
    return found


def _texts(model, values, prefix):
    for field in translated(model):
        words = {language: values.get(f"{field}_{language}") for language in (SOURCE, *TARGETS)}
        yield prefix + field, Text(prefix + field, model, field, words)


def state(text, language, marks):
    """One of STATES, or None where there is nothing to translate."""
    if not text.source:
        return None
    if not text.words[language]:
        return MISSING
    mark = marks.get(f"{text.path} {language}")
    return mark["kind"] if mark else CURRENT


def states(model, content):
    """{(path, language): one of STATES} of every text that has a source."""
    found = {
        (path, language): state(text, language, content["marks"])
        for path, text in texts(model, content).items()
        for language in TARGETS
    }
    return {place: value for place, value in found.items() if value}


def totals(model, content):
    """{language: {state: number of texts}}, without those that are up to date."""
    counts = Counter((language, value) for (_path, language), value in states(model, content).items())
    return {
        language: {value: counts[language, value] for value in STATES[:-1] if counts[language, value]}
        for language in TARGETS
    }


def wound(model, before, after, *, is_minor=False, current=(), machine=()):
    """The marks of `after`, given what it was made from.

    A source that changed makes the translations outdated that did not change with it, unless the edit `is_minor`.
    `current` are places ("summary fr") that somebody has looked at and found right; `machine` those that a machine
    wrote. A text that goes back to what its translation was made from is up to date again.
    """
    old_texts = texts(model, before) if before else {}
    marks = {}
    for path, text in texts(model, after).items():
        old = old_texts.get(path)
        for language in TARGETS:
            place = f"{path} {language}"
            known = after["marks"].get(place)
            mark = _mark(text, old, language, known, is_minor=is_minor) if before else known
            if place in current:
                mark = None
            if place in machine:
                mark = {"kind": MACHINE, "source": text.source or "", "since": _today()}
            if mark and text.source and text.words[language]:
                marks[place] = mark
    return marks


def rewound(model, versions):
    """The marks of the last of `versions`, contents each made from the one before, had no edit been minor.

    A mark that is gone was confirmed then: what a source says after that outdates the translation again.
    """
    marks = versions[0]["marks"]
    for before, after in pairwise(versions):
        confirmed = before["marks"].keys() - after["marks"].keys()
        by_machine = {place: mark for place, mark in after["marks"].items() if mark["kind"] == MACHINE}
        marks = by_machine | wound(model, before, {**after, "marks": marks}, current=confirmed)
    return marks


def _mark(text, old, language, mark, *, is_minor):
    if old is None or text.words[language] != old.words[language]:
        return None  # new words, made from the source as it is now
    if mark and mark["kind"] == OUTDATED and mark["source"] == text.source:
        return None
    if text.source != old.source and not is_minor and not (mark and mark["kind"] == OUTDATED):
        return {"kind": OUTDATED, "source": old.source or "", "since": _today()}
    return mark


def _today():
    return timezone.localdate().isoformat()
