"""Taking an import back: what nobody has touched since is as it was before; the rest is named and left alone."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from desk import refusals, roles
from desk.models import Revision, Status
from desk.saving import name_of, new_revision, save_many
from desk.snapshots import fingerprint, owned, take_many
from desk.workflow import move_many
from directory.models.import_run import ImportRun, State

from .kinds import KINDS

BATCH = 500
ACTION = Revision.Action


def order(run_pk):
    """Order an applied run to be undone. Whether it was one that could be."""
    return bool(QuerySet(ImportRun).filter(pk=run_pk, state=State.APPLIED).update(state=State.UNDOING, setback=""))


def undo(run_pk, account):
    """Undo what was ordered to be undone, in one transaction. Returns the ImportRun with what was left alone."""
    runs = QuerySet(ImportRun).defer("file")
    try:
        with transaction.atomic():
            run = runs.select_for_update().get(pk=run_pk)
            if run.state == State.UNDOING:
                _undo(run, account)
            return run
    except IntegrityError as error:
        reason = refusals.sentence_of(KINDS[run.kind].models, error)
    setback = _("Nothing was undone, the database refused it: %(reason)s") % {"reason": reason}
    runs.filter(pk=run_pk).update(state=State.APPLIED, setback=setback[:300])
    return runs.get(pk=run_pk)


def _undo(run, account):
    for model in KINDS[run.kind].models:
        moved = {pk: (before, after) for name, pk, before, after in run.moved if name == model._meta.model_name}
        keys = Revision.objects.of_model(model).filter(run=run.name_in_history).values_list("object_id", flat=True)
        keys = sorted({*keys, *moved})
        for start in range(0, len(keys), BATCH):
            batch = _Batch(run, model, keys[start : start + BATCH], account)
            batch.undo(moved)
            run.left_alone += [[batch.names[pk], str(why)] for pk, why in batch.left.items()]
    run.left_alone.sort()
    run.state, run.undone_at, run.undone_by_name = State.UNDONE, timezone.now(), name_of(account)
    run.save(update_fields=["state", "undone_at", "undone_by_name", "left_alone"])


class _Batch:
    """Some of the listings that a run wrote. `left` is {key: why it is left alone}."""

    def __init__(self, run, model, keys, account):
        self.run, self.model, self.account = run, model, account
        listings = QuerySet(model).filter(pk__in=keys).order_by("pk").select_for_update(of=["self"])
        self.status = {listing.pk: listing.status for listing in listings}
        self.now = take_many(model, keys)
        history = Revision.objects.of_model(model).filter(object_id__in=keys)
        written = history.filter(run=run.name_in_history).without_content().order_by("pk")
        self.written = {revision.object_id: revision for revision in written}
        self.names = {pk: revision.name for pk, revision in self.written.items()}
        self.names |= {listing.pk: str(listing) for listing in listings}
        self.before = self._versions_before()
        self.open = set(history.open().values_list("object_id", flat=True))
        self.left = {}

    def _versions_before(self):
        """{key: content} of what was there before the run; what it made has none."""
        found = {}
        versions = Revision.objects.of_model(self.model).applied().filter(object_id__in=list(self.written))
        for pk, key in versions.order_by("object_id", "-pk").values_list("object_id", "pk"):
            if key < self.written[pk].pk:
                found.setdefault(pk, key)
        contents = Revision.objects.in_bulk(found.values())
        return {pk: contents[key].content for pk, key in found.items()}

    def undo(self, moved):
        proposals = {pk for pk, revision in self.written.items() if revision.state != Revision.State.APPLIED}
        self._take_back_proposals(proposals)
        due = [pk for pk in self.written if pk not in proposals and self._is_untouched(pk)]
        self._delete([pk for pk in due if pk not in self.before])
        contents = {pk: self.before[pk] for pk in due if pk in self.before and self._may_change(pk)}
        self._save(contents)
        back = {
            pk: before
            for pk, (before, after) in moved.items()
            if pk not in self.left and self.status.get(pk) == after and self._may_change(pk)
        }
        move_many(self.model, back, by=self.account, reason=self._reason)

    def _is_untouched(self, pk):
        if pk not in self.now:
            self.left[pk] = _("It was deleted since.")
        elif fingerprint(self.now[pk]) != self.written[pk].fingerprint:
            self.left[pk] = _("It was changed since.")
        elif pk not in self.before and pk in self.open:
            self.left[pk] = _("A change to it is proposed.")
        return pk not in self.left

    def _may_change(self, pk):
        if self.status[pk] == Status.PUBLISHED and not roles.may_publish(self.account, self.model):
            self.left[pk] = _("It is published; you may not change that.")
        return pk not in self.left

    @property
    def _reason(self):
        return _("Import of %(file)s undone") % {"file": self.run.file_name}

    def _save(self, contents):
        history = {"action": ACTION.RESTORED, "comment": self._reason[:300], "run": f"undo-{self.run.pk}"}
        save_many(self.model, contents, by=self.account, **history)

    def _delete(self, made):
        for pk in self._in_use(made):
            self.left[pk] = _("Other entries need it.")
        if not roles.may(self.account, "delete", self.model):
            self.left |= dict.fromkeys(made, _("You may not delete it."))
        gone = [pk for pk in made if pk not in self.left and self._may_change(pk)]
        Revision.objects.bulk_create(
            new_revision(
                self.model, pk, self.now[pk], self.account, action=ACTION.DELETED, name=self.names[pk][:300]
            )
            for pk in gone
        )
        QuerySet(self.model).filter(pk__in=gone).delete()

    def _in_use(self, keys):
        """Those to which something points that is not their own: who works there, what readers wrote about it."""
        own = {row_model for row_model, _owner in owned(self.model).values()}
        found = set()
        for relation in self.model._meta.related_objects:
            if relation.related_model not in own and not relation.many_to_many:
                users = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": keys})
                found.update(users.order_by().values_list(relation.field.attname, flat=True))
        return found

    def _take_back_proposals(self, keys):
        """What is still proposed is discarded, and the proposal that it had replaced is open again."""
        versions = Revision.objects.of_model(self.model)
        for pk in keys:
            if not self.written[pk].is_open:
                self.left[pk] = _("The proposal was decided on since.")
        open_keys = [pk for pk in keys if pk not in self.left]
        mine = versions.filter(pk__in=[self.written[pk].pk for pk in open_keys])
        states = {pk: self.written[pk].state for pk in open_keys}
        mine.update(state=Revision.State.DISCARDED)
        replaced = versions.filter(object_id__in=open_keys, state=Revision.State.SUPERSEDED)
        for pk, key, base in (
            replaced.order_by("object_id", "-pk").distinct("object_id").values_list("object_id", "pk", "base_id")
        ):
            if key < self.written[pk].pk and base == self.written[pk].base_id:
                versions.filter(pk=key).update(state=states[pk])
