"""What changed between two contents, in words an editor reads: by part, field and language."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import ForeignKey, ManyToManyField
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.settings import AVAILABLE_LANGUAGES

from .snapshots import columns, owned, translated

SENTENCES = re.compile(r"[^.!?\n]*[.!?\n]+|[^.!?\n]+")
LONG = 12_000  # characters: beyond that, word by word takes seconds
REWRITTEN = 0.5  # if less than this part of the words stayed
CONTEXT = 150  # characters before and after what changed
WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Difference:
    """One changed field. `old` and `new` are words for people; `segments` mark what was taken out and put in."""

    place: str  # "summary_de", "sections/12/body_fr"
    part: str  # "" for the object itself, else the row: "Section: Causes"
    field: str
    language: str
    old: str
    new: str

    def __str__(self):
        name = f"{self.part}, {self.field}" if self.part else self.field
        name = f"{name} ({self.language.upper()})" if self.language else name
        return _("%(field)s: “%(text)s”") % {"field": name, "text": self.new}

    @property
    def segments(self):
        """[("same" | "removed" | "added", text), …] word by word; what stayed the same is cut short."""
        return [
            (kind, _shortened(text) if kind == "same" else text)
            for kind, text in word_differences(self.old, self.new)
        ]


def word_differences(old, new):
    """[("same" | "removed" | "added", text), …] from one text to another, word by word.

    A text that was mostly rewritten is shown as a whole: word by word, nobody could read it.
    """
    pieces = WORDS if len(old) + len(new) < LONG else SENTENCES
    before, after = pieces.findall(old), pieces.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    kept = [before[a + n] for a, _b, size in matcher.get_matching_blocks() for n in range(size)]
    if _words(kept) < REWRITTEN * min(_words(before), _words(after)):
        return [(kind, text) for kind, text in [("removed", old), ("added", new)] if text]
    found = []
    for kind, *(a, b, c, d) in matcher.get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(before[a:b])))
            continue
        found += [("removed", "".join(before[a:b]))] if b > a else []
        found += [("added", "".join(after[c:d]))] if d > c else []
    return found


def _words(tokens):
    return sum(token[0].isalnum() for token in tokens)


def _shortened(text):
    return text if len(text) <= 3 * CONTEXT else f"{text[:CONTEXT]} […] {text[-CONTEXT:]}"


def differences(model, old, new):
    """[Difference, …] in the order of the form; `old` may be None for something new."""
    found = []
    for prefix, row_model, field, row, before, after in _changes(model, old, new):
        part = _row_name(row_model, *row) if row else ""
        name, language = _name_and_language(row_model, field)
        words = _display(field, before), _display(field, after)
        found.append(Difference(f"{prefix}{field.name}", part, name, language, *words))
    return found


def changed_places(model, old, new):
    """["summary_de", "sections/12/body_fr", …], without a query."""
    return [f"{prefix}{field.name}" for prefix, _model, field, *_rest in _changes(model, old, new)]


def _changes(model, old, new):
    old = old or {"fields": {}, "rows": {}}
    for change in _changed_fields(model, old["fields"], new["fields"]):
        yield "", model, change[0], None, *change[1:]
    for name, (row_model, owner) in owned(model).items():
        before, after = old["rows"].get(name, {}), new["rows"].get(name, {})
        for pk in {**before, **after}:
            row = before.get(pk), after.get(pk)
            for change in _changed_fields(row_model, row[0] or {}, row[1] or {}, without=[owner.name]):
                yield f"{name}/{pk}/", row_model, change[0], row, *change[1:]


def _changed_fields(model, old, new, without=()):
    for field in [*columns(model, without), *model._meta.many_to_many]:
        before, after = old.get(field.name), new.get(field.name)
        if before != after and not (before in (None, "", []) and after in (None, "", [])):
            yield field, before, after


def _row_name(model, before, after):
    words = {"kind": capfirst(str(model._meta.verbose_name)), "name": name_of_row(model, after or before)}
    if before is None:
        return _("%(kind)s “%(name)s” (new)") % words
    if after is None:
        return _("%(kind)s “%(name)s” (removed)") % words
    return _("%(kind)s “%(name)s”") % words


def name_of_row(model, values):
    """What people call it: its title or name, else what it leads to."""
    for name in ("title_de", "name_de", "scope_de"):
        if values.get(name):
            return values[name]
    for field in columns(model):
        if isinstance(field, ForeignKey) and values.get(field.name):
            return _display(field, values[field.name])
    return ""


def _name_and_language(model, field):
    for name in translated(model):
        for language in AVAILABLE_LANGUAGES:
            if field.name == f"{name}_{language}":
                return capfirst(str(model._meta.get_field(name).verbose_name)), language
    return capfirst(str(field.verbose_name)), ""


def _display(field, value):
    if value in (None, "", []):
        return ""
    if isinstance(field, ManyToManyField):
        return ", ".join(_names(field.related_model, "pk", value))
    if isinstance(field, ForeignKey):
        return ", ".join(_names(field.related_model, field.target_field.name, [value]))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return formats.localize(field.to_python(value)) if field.get_internal_type() == "DateField" else str(value)


def _names(model, key, values):
    found = {getattr(obj, key): str(obj) for obj in model._default_manager.filter(**{f"{key}__in": values})}
    return [found.get(value, _("(deleted: %(key)s)") % {"key": value}) for value in values]
