"""What a reader is told of the translation of a page: what is missing, outdated, or made by a machine."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from modeltranslation.settings import AVAILABLE_LANGUAGES

from desk import clock, marks
from desk.snapshots import owned, translated

from .changes import parts_in_words
from .texts import language_of


@dataclass(frozen=True)
class Marked:
    """Parts of a page in the reader's words, and the first day on which it was so."""

    since: date
    parts: list[str]


@dataclass(frozen=True)
class TranslationNote:
    is_missing: bool = False  # all of it
    is_partly_missing: bool = False
    outdated: Marked | None = None
    machine: Marked | None = None


def translation_note(obj, *, is_whole_page=True):
    """The TranslationNote of an object from for_page(), None where all is well; one statement, none in German.

    `is_whole_page` says whether the texts of the object are what its page consists of.
    """
    language = get_language()
    if language == clock.SOURCE:
        return None
    fallbacks = [language_of(*text) for text in _texts(obj)]
    marked = marks.in_language(obj, language) if language in AVAILABLE_LANGUAGES else []
    note = TranslationNote(
        is_missing=is_whole_page and bool(fallbacks) and all(fallbacks),
        is_partly_missing=any(fallbacks),
        outdated=_marked(obj, language, marked, clock.OUTDATED),
        machine=_marked(obj, language, marked, clock.MACHINE),
    )
    return None if note == TranslationNote() else note


def _texts(obj):
    """(object, field) of each text that is there in any language, rows that belong to the object included."""
    relations = [name for name, (model, _owner) in owned(type(obj)).items() if translated(model)]
    rows = [row for name in relations for row in getattr(obj, name).all()]
    for thing in (obj, *rows):
        for field in translated(type(thing)):
            if getattr(thing, field):
                yield thing, field


def _marked(obj, language, marked, kind):
    found = [(f"{path}_{language}", since) for path, its_kind, since in marked if its_kind == kind]
    parts = parts_in_words(obj, [place for place, _since in found])
    return Marked(min(since for _place, since in found), parts) if parts else None
