"""Writing what a file with translations changes: all of it or nothing, one version an object."""

import copy
from collections import defaultdict

from django.db import transaction
from django.db.models import QuerySet

from desk.models import Revision
from desk.saving import Marking, contents_to_edit, save_many

from .addresses import parsed
from .checks import CONFIRMED, WRITTEN
from .planning import BATCH, fingerprint, plan


class ChangedMeanwhileError(Exception):
    """What would be written now is not what the decision was made on."""


@transaction.atomic
def apply(file, by, *, is_machine=False, run="", seen=None):
    """Write what plan() proposes, and return its findings.

    `seen` is the fingerprint of the findings that the decision was made on; raises ChangedMeanwhileError if they
    would be others now, and a DatabaseError where the database refuses what the checks let through.
    """
    _lock(file)
    findings = plan(file, by, is_machine=is_machine)
    if seen not in (None, fingerprint(findings)):
        raise ChangedMeanwhileError
    by_model = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if finding.kind in WRITTEN:
            by_model[finding.model][finding.pk].append(finding)
    for model, by_pk in by_model.items():
        pks = list(by_pk)
        for start in range(0, len(pks), BATCH):
            _write(model, {pk: by_pk[pk] for pk in pks[start : start + BATCH]}, file.language, by, run)
    return findings


def _lock(file):
    """Nobody else writes these objects until the end. In one order, so that no two imports wait for each other."""
    pks = defaultdict(set)
    for address in filter(None, (parsed(entry.address) for entry in file.entries)):
        pks[address.model].add(address.pk)
    for model in sorted(pks, key=lambda model: model._meta.label):
        list(QuerySet(model).filter(pk__in=pks[model]).order_by("pk").select_for_update().values_list("pk"))


def _write(model, by_pk, language, by, run):
    """Together what is marked alike, because a Marking holds for all contents of one call."""
    contents = contents_to_edit(model, by_pk, by)
    together = defaultdict(dict)
    for pk, findings in by_pk.items():
        marking = Marking(
            current=frozenset(finding.place for finding in findings if finding.kind == CONFIRMED),
            machine=frozenset(finding.place for finding in findings if finding.is_unchecked),
        )
        together[marking][pk] = _with_words(contents[pk], findings, language)
    for marking, changed in together.items():
        save_many(model, changed, by=by, action=Revision.Action.TRANSLATED, run=run, marking=marking)


def _with_words(content, findings, language):
    content = copy.deepcopy(content)
    for finding in findings:
        if finding.kind != CONFIRMED:
            *row, field = finding.path.split("/")
            values = content["rows"][row[0]][row[1]] if row else content["fields"]
            values[f"{field}_{language}"] = finding.words
    return content
