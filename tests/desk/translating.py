"""What tests of translation files share: texts that go out, are translated, and come back."""

from dataclasses import replace

from conditions.models import Section
from desk import translation_totals
from desk.saving import Marking, content_to_edit, save
from desk.snapshots import take
from desk.translation_files import po
from desk.translation_files.applying import apply
from desk.translation_files.exporting import export
from desk.translation_files.planning import plan


def make_section(condition, **texts):
    fields = {"kind": "overview", "position": 1, "title_de": "Titel", "body_de": "Text.", **texts}
    return Section.objects.create(condition=condition, **fields)


def edit(obj, by, marking=Marking(), **fields):  # noqa: B008
    content, _working = content_to_edit(obj, by)
    content = {**content, "fields": {**content["fields"], **fields}}
    return save(type(obj), obj.pk, content, by=by, marking=marking)


def exported(language, *objects, by=None, everything=False):
    """The po.File of these objects, or of the whole desk."""
    models = translation_totals.translated_models()
    querysets = [type(obj).objects.filter(pk=obj.pk) for obj in objects] or [
        model.objects.all() for model in models
    ]
    return po.read("".join(export(language, querysets, by, everything=everything)).encode())


def translated(file, words="Traduit.", *, only="", **changes):
    """`file` as a translator returns it: `words` at each address that ends in `only`, no mark left there."""
    changes = {"words": words, "is_fuzzy": False, **changes}
    changed = [replace(entry, **changes) if entry.address.endswith(only) else entry for entry in file.entries]
    return replace(file, entries=changed)


def told(file, by=None, **options):
    """[(kind, reason), …] of the plan."""
    return [(finding.kind, finding.reason) for finding in plan(file, by, **options)]


def come_back(file, by=None, **options):
    return [finding.kind for finding in apply(file, by=by, **options)]


def text_of(obj, field):
    return take(obj)["fields"][field]
