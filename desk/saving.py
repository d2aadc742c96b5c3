"""The one way in which content is written.

Whoever saves hands in whole contents (desk/snapshots.py): the admin's forms, imports, translations from a
file, corrections, restored versions. What readers see changes at once only where nobody reads it yet, or where
the account may publish and the model needs no review. Otherwise a working version is kept beside it until
somebody approves it (desk/workflow.py).
"""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from . import clock, roles
from .differences import changed_places
from .models import Publishable, Revision, Status
from .snapshots import fingerprint, put_many, take_many

State, Action = Revision.State, Revision.Action


def is_reviewed(model):
    """Medical content: a working version is approved by another step, whoever wrote it."""
    return getattr(model, "is_reviewed", False)


def working_version(obj):
    """The version that is being edited while readers see another one, or None."""
    return Revision.objects.of(obj).open().first()


def edits_live(account, model, status):
    """Whether what `account` saves is what readers see, or what nobody sees yet."""
    if not issubclass(model, Publishable) or status != Status.PUBLISHED:
        return True
    return not is_reviewed(model) and roles.may_publish(account, model)


def content_to_edit(obj, account):
    """(content, working version or None): what a form of `account` starts from."""
    working = None if edits_live(account, type(obj), getattr(obj, "status", None)) else working_version(obj)
    return (working.content, working) if working else (take_many(type(obj), [obj.pk])[obj.pk], None)


def contents_to_edit(model, pks, account):
    """{pk: content}: what `account` starts from, for many objects in a few statements."""
    contents = take_many(model, list(pks))
    if not edits_live(account, model, Status.PUBLISHED):
        aside = model._default_manager.published().filter(pk__in=list(contents)).values_list("pk", flat=True)
        working = Revision.objects.of_model(model).open().filter(object_id__in=list(aside))
        contents |= {revision.object_id: revision.content for revision in working}
    return contents


@dataclass(frozen=True)
class Marking:
    """What an account says about the translations of what it saves (see clock.wound)."""

    is_minor: bool = False
    current: frozenset = frozenset()
    machine: frozenset = frozenset()


def save(model, pk, content, *, by, action=Action.CHANGED, comment="", marking=Marking()):
    """The Revision that was made, or None where nothing changed. See save_many."""
    return save_many(model, {pk: content}, by=by, action=action, comment=comment, marking=marking)[pk]


@transaction.atomic
def save_many(model, contents, *, by, action=Action.CHANGED, comment="", run="", marking=Marking()):
    """Write {pk: content}, and {pk: Revision or None where nothing changed} of it.

    A key that is not in the database makes a new object. `by` is the account, None for the operator; `run` names
    what is written together. Raises PermissionDenied, and IntegrityError where the database refuses a content.
    Statements do not grow with the number of contents.
    """
    status = {obj.pk: getattr(obj, "status", None) for obj in locked(model, contents)}
    working = {
        revision.object_id: revision
        for revision in Revision.objects.of_model(model).open().filter(object_id__in=list(contents))
    }
    live = take_many(model, list(status))
    saved, direct = dict.fromkeys(contents), {}
    for pk, content in contents.items():
        is_live = pk not in status or edits_live(by, model, status[pk])
        before = live.get(pk) if is_live or pk not in working else working[pk].content
        content = {**content, "marks": clock.wound(model, before, content, **vars(marking))}
        if content == before:
            continue
        _check(model, before, content, by, marking)
        state = State.APPLIED if is_live else _working_state(model, working.get(pk), action)
        is_minor = marking.is_minor and (is_live or pk not in working or working[pk].is_minor)
        fields = {"action": action, "comment": comment, "run": run, "is_minor": is_minor, "state": state}
        saved[pk] = new_revision(model, pk, content, by, **fields)
        if is_live:
            direct[pk] = content
        else:
            saved[pk].translation_totals = clock.totals(model, content)
    _write(model, direct, saved, live, working)
    return saved


def _write(model, direct, saved, live, working):
    written = {pk: revision for pk, revision in saved.items() if revision}
    put_many(model, direct)
    bases = remember_found(model, {pk: live[pk] for pk in written if pk in live})
    replaced = [working[pk].pk for pk, revision in written.items() if revision.is_open and pk in working]
    Revision.objects.filter(pk__in=replaced).update(state=State.SUPERSEDED)
    names = _names(model, written)
    for pk, revision in written.items():
        revision.name, revision.made_at = names.get(pk, ""), timezone.now()  # after what was found
        if revision.is_open:
            revision.base_id = working[pk].base_id if pk in working else bases[pk]
    Revision.objects.bulk_create(written.values())


def _names(model, pks):
    return {obj.pk: str(obj)[:300] for obj in QuerySet(model).filter(pk__in=list(pks))}


def locked(model, pks):
    """Those that exist, as a queryset; nobody else writes them until the transaction ends."""
    return QuerySet(model).filter(pk__in=list(pks)).order_by("pk").select_for_update(of=["self"])


def _check(model, before, after, by, marking):
    if by is None:
        return
    places = changed_places(model, before, after)
    confirmed = [place.replace(" ", "_") for place in {*marking.current, *marking.machine}]
    roles.check_change(by, model, places=[*places, *confirmed], is_new=before is None)


def new_revision(model, pk, content, by, **fields):
    return Revision(
        content_type=ContentType.objects.get_for_model(model),
        object_id=pk,
        content=content,
        fingerprint=fingerprint(content),
        made_by=by,
        made_by_name=name_of(by),
        **fields,
    )


def name_of(account):
    return (account.get_full_name() or account.get_username()) if account else ""


def _working_state(model, working, action):
    """A proposal for a listing is in review as soon as it is saved; a text is submitted when it is ready."""
    if working and action != Action.RESTORED:
        return working.state
    return State.DRAFT if is_reviewed(model) else State.IN_REVIEW


def remember_found(model, contents):
    """{pk: key of the Revision that holds its content}. What came into the database some other way gets one."""
    known = Revision.objects.of_model(model).applied().filter(object_id__in=list(contents))
    last = known.order_by("object_id", "-pk").distinct("object_id").values_list("object_id", "pk", "fingerprint")
    keys = {pk: key for pk, key, known_fingerprint in last if known_fingerprint == fingerprint(contents[pk])}
    names = _names(model, contents.keys() - keys.keys())
    found = [
        new_revision(model, pk, contents[pk], None, action=Action.FOUND, name=names[pk]) for pk in sorted(names)
    ]
    Revision.objects.bulk_create(found)
    return keys | {revision.object_id: revision.pk for revision in found}
