"""The listings that a batch of rows is about: their contents before, and what becomes of them."""

from django.db.models import QuerySet

from desk.models import Status
from desk.saving import contents_to_edit, edits_live

from . import contents


class Edits:
    """`changed` is {model: {key: content}}; a new listing has the number of its line, negative, for a key."""

    def __init__(self, account):
        self.account = account
        self.changed = {}
        self.moved = {}  # {model: {key: (status before, status after)}}
        self._contents, self._status = {}, {}

    def load(self, model, pks):
        """A bounded number of statements, whatever the number of `pks`."""
        found = contents_to_edit(model, pks, self.account)
        status = QuerySet(model).filter(pk__in=list(found)).order_by().values_list("pk", "status")
        self._contents.update({(model, pk): content for pk, content in found.items()})
        self._status.update({(model, pk): value for pk, value in status})

    def content(self, model, pk):
        """As it has become so far; None if the listing is gone; a blank one for what is new."""
        if pk is None:
            return contents.blank(model)
        return self.changed.get(model, {}).get(pk) or self._contents.get((model, pk))

    def status(self, model, pk):
        return self._status.get((model, pk), Status.DRAFT)

    def is_proposal(self, model, pk):
        """Whether readers keep seeing the present version until somebody publishes the change."""
        return pk is not None and not edits_live(self.account, model, self.status(model, pk))

    def change(self, plan, content, status=None):
        key = plan.target or -plan.row.line
        self.changed.setdefault(plan.model, {})[key] = content
        if status:
            self.moved.setdefault(plan.model, {})[key] = (self.status(plan.model, plan.target), status)
