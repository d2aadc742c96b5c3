"""The steps that take content to the readers: submit, send back, publish, withdraw, discard, delete."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from . import clock, marks, refusals, roles
from .differences import changed_places
from .merging import merge
from .models import Revision, Status, Step
from .saving import is_reviewed, name_of, new_revision, remember_found, working_version
from .snapshots import fingerprint, put_many, take_many

State, Action = Revision.State, Revision.Action


@dataclass(frozen=True)
class Review:
    """What is to be decided about an object: what readers see, and what they would see."""

    obj: object
    live: dict | None  # None while readers see nothing
    proposed: dict
    conflicts: list[str]  # places that were changed in both since the proposal was made
    working: Revision | None
    status: str  # of the version that is proposed

    @property
    def seen(self):
        """Changes with everything the decision rests on."""
        return f"{fingerprint(self.proposed)}{fingerprint(self.live or {})}{self.status}"

    @property
    def kept_current(self):
        """Places of translations that count as up to date although their source changed: "summary fr"."""
        if self.live is None:
            return []
        marks = clock.wound(type(self.obj), self.live, self.proposed)
        known = self.proposed["marks"]
        return [place for place, mark in marks.items() if mark["kind"] == clock.OUTDATED and place not in known]

    @property
    def is_pending(self):
        """Whether there is anything that readers do not see."""
        return self.live is None or self.working is not None


def review_of(obj):
    """The Review of a Publishable object as it stands."""
    working = working_version(obj) if obj.is_published else None
    now = take_many(type(obj), [obj.pk])[obj.pk]
    if working is None:
        live = now if obj.is_published else None
        return Review(obj, live, now, [], None, obj.status)
    merged = merge(working.base.content, now, working.content)
    return Review(obj, now, merged.content, merged.conflicts, working, working.state)


def may_submit(account, review):
    """Who may change it; who only translates submits what changes nothing but texts of the own languages."""
    model = type(review.obj)
    if roles.may(account, "change", model):
        return True
    if not roles.only_translates(account, model) or review.live is None:
        return False
    places = changed_places(model, review.live, review.proposed)
    return roles.may_change_places(account, places)


def may_discard(account, review):
    """Who may publish; or who made the working version from its first save to its last."""
    if roles.may_publish(account, type(review.obj)):
        return True
    made = Revision.objects.of(review.obj).filter(base=review.working.base_id)
    return not made.exclude(made_by=account).exists()


@transaction.atomic
def submit(obj, *, by):
    """Hand the working version, or what is not published yet, to those who may publish it."""
    review = _locked_review(obj)
    _expect(review.is_pending and review.status == Status.DRAFT, _("There is no draft to submit."))
    _allow(may_submit(by, review))
    _set_state(review, State.IN_REVIEW)
    return _step(review, Step.Action.SUBMITTED, by)


@transaction.atomic
def send_back(obj, *, by, reason):
    """From review back to draft, with what is to be changed."""
    review = _locked_review(obj)
    _allow(roles.may_publish(by, type(obj)))
    _expect(review.is_pending and review.status == Status.IN_REVIEW, _("This is not in review."))
    _expect(reason.strip(), _("Say what is to be changed."))
    _set_state(review, State.DRAFT)
    return _step(review, Step.Action.RETURNED, by, reason=reason.strip())


@transaction.atomic
def publish(obj, *, by, seen=None, stamps=None, is_minor=True):
    """Let readers see what is proposed. What is reviewed must have been submitted first.

    `seen` is the Review.seen that the decision was made on: if anything changed since, it is refused. `stamps` are
    columns of the object that the approval sets: author, reviewer and the days. Minor edits in it stay that if
    `is_minor`; else their translations are outdated now.
    """
    review = _locked_review(obj)
    model = type(obj)
    _allow(roles.may_publish(by, model))
    _expect(review.is_pending, _("Readers see the newest version already."))
    _expect(seen in (None, review.seen), _("This was changed since you opened it. Please look at it again."))
    _expect(
        review.status == Status.IN_REVIEW or not is_reviewed(model), _("It must be submitted for review first.")
    )
    was_minor = review.working is not None and review.working.is_minor
    content = _not_minor(review) if review.kept_current and not is_minor else review.proposed
    is_minor = was_minor and is_minor
    content = {**content, "fields": {**content["fields"], **(stamps or {})}}
    remember_found(model, take_many(model, [obj.pk]))
    _put(model, obj.pk, content)
    QuerySet(model).filter(pk=obj.pk).update(status=Status.PUBLISHED)
    if review.working:
        Revision.objects.filter(pk=review.working.pk).update(state=State.APPLIED)
    fields = {"action": Action.REVIEWED, "is_minor": is_minor, "name": str(obj)[:300]}
    revision = new_revision(model, obj.pk, content, by, **fields)
    revision.save()
    parts = [] if is_minor or review.live is None else changed_places(model, review.live, review.proposed)
    return _step(review, Step.Action.PUBLISHED, by, revision=revision, parts=parts)


@transaction.atomic
def withdraw(obj, *, by, reason):
    """Take something off the site; it is a draft again, and goes on as its working version if it has one."""
    review = _locked_review(obj)
    _allow(roles.may_publish(by, type(obj)))
    _expect(obj.is_published, _("It is not published."))
    _expect(reason.strip(), _("Say why it is withdrawn."))
    if review.working:
        remember_found(type(obj), {obj.pk: review.live})
        _put(type(obj), obj.pk, review.proposed)
        Revision.objects.filter(pk=review.working.pk).update(state=State.APPLIED)
    QuerySet(type(obj)).filter(pk=obj.pk).update(status=Status.DRAFT)
    return _step(review, Step.Action.WITHDRAWN, by, reason=reason.strip())


@transaction.atomic
def discard(obj, *, by, reason=""):
    """Give up the working version. It stays in the history."""
    review = _locked_review(obj)
    _expect(review.working, _("There is no working version."))
    _allow(may_discard(by, review))
    _set_state(review, State.DISCARDED)
    return _step(review, Step.Action.DISCARDED, by, reason=reason)


@transaction.atomic
def delete(objects, *, by):
    """Delete objects of one model; each can be restored from its last version.

    Taking something off the site takes the right to publish it.
    """
    for obj in objects:
        model = type(obj)
        is_public = getattr(obj, "status", None) == Status.PUBLISHED
        _allow(roles.may(by, "delete", model) and (not is_public or roles.may_publish(by, model)))
        Revision.objects.of(obj).open().update(state=State.DISCARDED)
        content = take_many(model, [obj.pk])[obj.pk]
        new_revision(model, obj.pk, content, by, action=Action.DELETED, name=str(obj)[:300]).save()
        marks.put(model, {obj.pk: {}})
        obj.delete()


MOVES = {
    Status.DRAFT: Step.Action.WITHDRAWN,
    Status.IN_REVIEW: Step.Action.SUBMITTED,
    Status.PUBLISHED: Step.Action.PUBLISHED,
}


@transaction.atomic
def move_many(model, statuses, *, by, reason=""):
    """Give what is not reviewed its status, {pk: status}, as it is; statements do not grow with their number.

    For imports, which write the content themselves; whoever calls asks whether `by` may, and says the `reason`
    if any of it goes back to draft.
    """
    for status in set(statuses.values()):
        keys = [pk for pk, wanted in statuses.items() if wanted == status]
        QuerySet(model).filter(pk__in=keys).update(status=status)
        Step.objects.bulk_create(_new_step(model, pk, MOVES[status], by, reason=reason) for pk in keys)


def _put(model, pk, content):
    try:
        with transaction.atomic():
            put_many(model, {pk: content})
    except IntegrityError as error:
        message = _("The database refuses this version. %(reason)s")
        raise ValidationError(message % {"reason": refusals.sentence(model, error)}) from error


def _locked_review(obj):
    obj = QuerySet(type(obj)).select_for_update(of=["self"]).get(pk=obj.pk)
    return review_of(obj)


def _not_minor(review):
    """What is proposed, its translations marked as if no save of it had been called minor."""
    working, base = review.working, review.working.base.content
    saves = []
    for revision in working.base.later.order_by("pk"):
        is_discarded = revision.state == State.DISCARDED  # the last of an earlier working version
        saves = [] if is_discarded else [*saves, revision.content]
    marks = clock.rewound(type(review.obj), [base, *saves])
    return merge(base, review.live, {**working.content, "marks": marks}).content


def _set_state(review, state):
    if review.working:
        Revision.objects.filter(pk=review.working.pk).update(state=state)
    else:
        QuerySet(type(review.obj)).filter(pk=review.obj.pk).update(status=state)


def _step(review, action, by, **fields):
    fields = {"revision": review.working, **fields}
    step = _new_step(type(review.obj), review.obj.pk, action, by, **fields)
    step.save()
    return step


def _new_step(model, pk, action, by, **fields):
    kind = ContentType.objects.get_for_model(model)
    return Step(content_type=kind, object_id=pk, action=action, by=by, by_name=name_of(by), **fields)


def _allow(is_allowed):
    if not is_allowed:
        raise PermissionDenied


def _expect(is_so, message):
    if not is_so:
        raise ValidationError(message)
