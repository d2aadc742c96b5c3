"""From the desk into a file: what is missing, outdated or unchecked, or everything."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from desk import clock
from desk.differences import word_differences
from desk.saving import contents_to_edit
from desk.snapshots import owned
from desk.translation_totals import TODO, in_state

from .addresses import address_of
from .naming import language_name, names_of_rows, title
from .po import fingerprint, header, tidy, written

BATCH = 200  # objects in memory at a time
CONTEXT = 40  # characters around what changed in a source


def export(language, querysets, account, *, everything=False, base_url=""):
    """The parts of a PO file of the texts of these objects, as `account` would edit them.

    `base_url` begins the links to the forms: "https://konsil.example.org".
    """
    yield header(language, clock.SOURCE, timezone.localtime(), _instructions(language))
    for queryset in querysets:
        chosen = queryset if everything else in_state(queryset, [language], TODO)
        pks = list(chosen.values_list("pk", flat=True))
        for start in range(0, len(pks), BATCH):
            batch = pks[start : start + BATCH]
            yield "".join(_entries(queryset.model, batch, language, account, everything, base_url))


def file_name(language):
    return f"konsil-{language}-{timezone.localdate().isoformat()}.po"


def _instructions(language):
    names = {"source": language_name(clock.SOURCE), "target": language_name(language)}
    return [
        _("Texts of Konsil, to be translated from %(source)s into %(target)s.") % names,
        _("Entries marked “fuzzy” have a translation that is outdated, or that nobody has checked yet."),
        _("Mend it, or leave it if it is right, and take the mark away. What keeps it unchanged is skipped."),
    ]


def _entries(model, pks, language, account, everything, base_url):
    contents = contents_to_edit(model, pks, account)
    objects = QuerySet(model).in_bulk(pks)
    row_names = names_of_rows(model, contents.values())
    for pk in pks:
        if pk not in contents or pk not in objects:
            continue  # deleted a moment ago
        for text in in_page_order(model, contents[pk]):
            state = clock.state(text, language, contents[pk]["marks"])
            if state and (everything or state != clock.CURRENT):
                mark = contents[pk]["marks"].get(f"{text.path} {language}")
                notes = [
                    title(objects[pk], text, row_names),
                    *_notes(text, state, mark),
                    base_url + form_of(model, pk),
                ]
                yield _entry(address_of(objects[pk], text.path), text, language, state, mark, notes)


def _entry(address, text, language, state, mark, notes):
    now = tidy(text.words[language])
    return written(
        address,
        tidy(text.source),
        now,
        notes=notes,
        previous=tidy(mark["source"]) if state == clock.OUTDATED else "",
        is_fuzzy=state in (clock.OUTDATED, clock.MACHINE),
        basis=fingerprint(now),
    )


def form_of(model, pk):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk])


def in_page_order(model, content):
    """[clock.Text, …], rows by their positions."""
    relations = list(owned(model))

    def place(text):
        related, _slash, rest = text.path.partition("/")
        if not rest:
            return (-1, 0, 0)
        key = rest.partition("/")[0]
        return (relations.index(related), content["rows"][related][key].get("position") or 0, int(key))

    return sorted(clock.texts(model, content).values(), key=place)


def _notes(text, state, mark):
    longest = text.model._meta.get_field(text.field).max_length
    if state == clock.MACHINE:
        yield _("Made by machine, not checked.")
    if state == clock.OUTDATED:
        words = {"day": mark["since"], "changes": _changes(word_differences(mark["source"], text.source))}
        yield _("Outdated since %(day)s. What changed in the source: %(changes)s") % words
    if longest:
        yield _("At most %(count)d characters.") % {"count": longest}


def _changes(segments):
    """On one line: "… der [-alte-]{+neue+} Text …" """
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[kind].format(_shortened(text) if kind == "same" else text) for kind, text in segments)


def _shortened(text):
    return text if len(text) <= 2 * CONTEXT else f"{text[:CONTEXT]} … {text[-CONTEXT:]}"
