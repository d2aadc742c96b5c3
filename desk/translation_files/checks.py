"""What becomes of one entry, given what the desk has at its address."""

from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import TextField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk import clock

from .po import Entry, fingerprint, tidy

NEW, CHANGED, CONFIRMED = "new", "changed", "confirmed"
UNCHANGED, SKIPPED, REFUSED = "unchanged", "skipped", "refused"
KIND_NAMES = {
    NEW: gettext_lazy("new"),
    CHANGED: gettext_lazy("changed"),
    CONFIRMED: gettext_lazy("right as it was"),
    UNCHANGED: gettext_lazy("unchanged"),
    SKIPPED: gettext_lazy("skipped"),
    REFUSED: gettext_lazy("refused"),
}
WRITTEN = [NEW, CHANGED, CONFIRMED]


@dataclass(frozen=True)
class Finding:
    """What is to happen with one entry. Where something was found at its address, with what the desk has there."""

    entry: Entry
    kind: str
    reason: str = ""  # why it is refused or skipped
    warnings: tuple[str, ...] = ()
    model: type | None = None
    pk: int = 0
    place: str = ""  # "sections/12/body fr"
    title: str = ""
    source: str = ""
    old: str = ""  # the translation now
    is_unchecked: bool = False  # somebody is still to read it

    @property
    def words(self):
        return tidy(self.entry.words)

    @property
    def is_source_changed(self):
        return self.model is not None and tidy(self.entry.source) != self.source

    @property
    def path(self):
        return self.place.rpartition(" ")[0]

    @property
    def language(self):
        return self.place.rpartition(" ")[2]


def refused(entry, reason):
    return Finding(entry, REFUSED, reason)


def verdict(found, text, state, is_machine):
    """The fields of the Finding that say what becomes of it."""
    entry, words, old = found.entry, found.words, found.old
    if not words:
        return {"kind": SKIPPED, "reason": _("Not translated.")}
    if entry.is_fuzzy and words == old:
        return {"kind": SKIPPED, "reason": _("Unchanged, and still marked as fuzzy.")}
    if state is None:
        return {"kind": REFUSED, "reason": _("The source text is gone.")}
    if found.is_source_changed:
        return {"kind": REFUSED, "reason": _("The source text was changed since the file was made.")}
    if words == old:
        return {"kind": UNCHANGED if is_machine or state == clock.CURRENT else CONFIRMED}
    if entry.fingerprint == fingerprint(words):
        return {"kind": SKIPPED, "reason": _("Unchanged in the file; the desk’s newer translation stays.")}
    if entry.fingerprint not in ("", fingerprint(old)):
        return {"kind": REFUSED, "reason": _("Somebody else changed the translation since the file was made.")}
    problems = _problems(text.model._meta.get_field(f"{text.field}_{found.language}"), words)
    if problems:
        return {"kind": REFUSED, "reason": " ".join(problems)}
    return {
        "kind": CHANGED if old else NEW,
        "is_unchecked": is_machine or entry.is_fuzzy,
        "warnings": tuple(_warnings(found)),
    }


def _problems(column, words):
    """What a form would say about these words."""
    if "\0" in words:
        return [_("Null characters are not allowed.")]
    if "\n" in words and not isinstance(column, TextField):
        return [_("This text has one line only.")]
    try:
        column.run_validators(words)
    except ValidationError as error:
        return error.messages
    return []


def _warnings(found):
    if found.entry.is_fuzzy:
        yield _("Still marked as fuzzy: it will count as not checked.")
    marks_in = admin.site.get_model_admin(found.model).text_references
    before, after = marks_in(found.source), marks_in(found.words)
    if before - after:
        yield _("Not in the translation: %(marks)s") % {"marks": ", ".join(sorted(before - after))}
    if after - before:
        yield _("Not in the source: %(marks)s") % {"marks": ", ".join(sorted(after - before))}
