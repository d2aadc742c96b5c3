"""What stands at which stage: one answer for the filters of the lists and for the numbers that lead to them.

A stage is a Status of the object itself or of its working version; or, for who goes on with it, whether it was
sent back, and whose draft it is.
"""

from django.db.models import OuterRef, QuerySet, Subquery

from .models import Revision, Status, Step

WORKING, SENT_BACK, NOT_SENT_BACK = "working", "sent-back", "not-sent-back"
MINE, MINE_SENT_BACK = "mine", "mine-sent-back"


def at_stage(queryset, stage, account):
    """Of `queryset` what is at this stage: a Status, or one of the words above. None if that is none."""
    if stage in (Status.DRAFT, Status.IN_REVIEW):
        return queryset.filter(pk__in=_pks_with_status(queryset.model, stage))
    if stage == Status.PUBLISHED:
        return queryset.published()
    if stage == WORKING:
        return queryset.published().filter(pk__in=open_pks(queryset.model))
    if stage == SENT_BACK:
        return queryset.filter(pk__in=_sent_back_pks(queryset.model))
    if stage == NOT_SENT_BACK:
        drafts = _pks_with_status(queryset.model, Status.DRAFT)
        return queryset.filter(pk__in=drafts.difference(_sent_back_pks(queryset.model)))
    if stage == MINE:
        return _drafts_of(queryset, account).exclude(pk__in=_sent_back_pks(queryset.model))
    if stage == MINE_SENT_BACK:
        return _drafts_of(queryset, account).filter(pk__in=_sent_back_pks(queryset.model))
    return None


def open_pks(model, *states):
    """A subquery: the keys of objects with a working version, of all states or of these."""
    found = Revision.objects.of_model(model).open()
    return (found.filter(state__in=states) if states else found).order_by().values("object_id")


def _pks_with_status(model, status):
    """What has this status itself, or a working version in this state."""
    plain = QuerySet(model).order_by()
    own = plain.filter(status=status).values("pk")
    working = plain.filter(status=Status.PUBLISHED, pk__in=open_pks(model, status)).values("pk")
    # as a union: an index finds either, none finds "one or the other"
    return own.union(working, all=True)


def _sent_back_pks(model):
    """What somebody was asked to change, and has not submitted again or given up since.

    From the few steps back, which have an index of their own, to the last step of each.
    """
    steps = Step.objects.of_model(model).order_by()
    last = steps.filter(object_id=OuterRef("object_id")).order_by("-pk").values("pk")[:1]
    return steps.filter(action=Step.Action.RETURNED, pk=Subquery(last)).values("object_id")


def _drafts_of(queryset, account):
    """What has a working version that `account` saved last and nobody is to decide about yet."""
    own = Revision.objects.of_model(queryset.model).open().filter(state=Revision.State.DRAFT, made_by=account)
    return queryset.published().filter(pk__in=own.order_by().values("object_id"))
