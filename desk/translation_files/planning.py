"""What a file with translations would change, entry by entry, and what speaks against it. Writes nothing."""

import hashlib
from collections import Counter, defaultdict
from dataclasses import replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from desk import clock, roles
from desk.saving import contents_to_edit

from .addresses import natural_name, parsed
from .checks import KIND_NAMES, UNCHANGED, Finding, refused, verdict
from .naming import language_name, names_of_rows, title
from .po import tidy

BATCH = 200  # objects in memory at a time


def plan(file, account, *, is_machine=False):
    """[Finding, …] in the order of the file, for an import by `account` (None: the operator).

    A few statements for each kind of object, and one for each new text that cites or links.
    """
    found, by_model, lines = {}, defaultdict(lambda: defaultdict(list)), {}
    for entry in file.entries:
        address = parsed(entry.address)
        first = lines.setdefault(entry.address, entry.line)
        if address is None:
            found[entry] = refused(entry, _("There is nothing to translate at this address."))
        elif first != entry.line:
            found[entry] = refused(entry, _("This is the same text as on line %(line)d.") % {"line": first})
        else:
            by_model[address.model][address.pk].append((entry, address))
    for model, by_pk in by_model.items():
        pks = list(by_pk)
        for start in range(0, len(pks), BATCH):
            batch = {pk: by_pk[pk] for pk in pks[start : start + BATCH]}
            desk = _Desk(model, batch, file.language, account)
            for pairs in batch.values():
                found |= {entry: _finding(desk, entry, address, is_machine) for entry, address in pairs}
    return [found[entry] for entry in file.entries]


def counts(findings):
    """{kind: number}, all kinds in their order."""
    numbers = Counter(finding.kind for finding in findings)
    return {kind: numbers[kind] for kind in KIND_NAMES}


def fingerprint(findings):
    """Changes with everything that would be written, and with what it would replace."""
    told = [(finding.entry.line, finding.kind, finding.old, finding.words, finding.reason) for finding in findings]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


class _Desk:
    """What the desk has of one kind of object, as `account` would edit it."""

    def __init__(self, model, pks, language, account):
        self.model, self.language = model, language
        self.barrier = _barrier(account, model, language)
        self.contents = {} if self.barrier else contents_to_edit(model, pks, account)
        self.objects = QuerySet(model).in_bulk(list(self.contents))
        self.texts = {pk: clock.texts(model, content) for pk, content in self.contents.items()}
        self.row_names = names_of_rows(model, self.contents.values())


def _barrier(account, model, language):
    """Why the account may not write these texts; empty if it may."""
    if roles.may(account, "change", model):
        return ""
    if not roles.only_translates(account, model):
        return _("Your account may not edit this: %(kind)s.") % {"kind": model._meta.verbose_name_plural}
    if language in roles.languages_of(account):
        return ""
    return _("Your account does not translate into %(language)s.") % {"language": language_name(language)}


def _finding(desk, entry, address, is_machine):
    obj = desk.objects.get(address.pk)
    if desk.barrier:
        return refused(entry, desk.barrier)
    if obj is None:
        return refused(entry, _("The object was deleted."))
    if natural_name(obj) != address.name:
        return refused(entry, _("Here, this number is that of “%(object)s”.") % {"object": obj})
    text = desk.texts[obj.pk].get(address.path)
    if text is None:
        return refused(entry, _("“%(object)s” has no such text any more.") % {"object": obj})
    found = Finding(
        entry,
        UNCHANGED,
        model=desk.model,
        pk=obj.pk,
        place=f"{address.path} {desk.language}",
        title=title(obj, text, desk.row_names),
        source=tidy(text.source),
        old=tidy(text.words[desk.language]),
    )
    state = clock.state(text, desk.language, desk.contents[obj.pk]["marks"])
    return replace(found, **verdict(found, text, state, is_machine))
