"""The page: ids in the order that was asked for, out of two segments as if they were one.

An order is a sequence of classes: who is in the first comes before who is in the second; within a class the order
is that of names.
"""

from heapq import merge
from itertools import groupby, repeat

from django.utils import timezone
from pyroaring import BitMap

from directory.filtering.turn import turn
from directory.freshness import AGEING, FRESH


def page_ids(shelf, found, query, start, stop):
    """The ids at the positions from `start` to before `stop` of what was found: a BitMap for each segment."""
    if query.sort == "distance":
        return _ids(shelf, found, _by_distance(shelf, found, query.near), start, stop)
    return _ids(shelf, found, CLASSES[query.sort](shelf), start, stop)


def _ids(shelf, found, classes, start, stop):
    """`classes` are pairs: a BitMap for each segment, and a function for what is inside.

    It takes the members that were found and the positions among them, and returns ids.
    """
    ids = []
    for members, inside in classes:
        if stop <= 0:
            break
        members = [among & of_class for among, of_class in zip(found, members, strict=True)]
        size = sum(map(len, members))
        first, last = max(start, 0), min(stop, size)
        if first < last:
            ids += inside(shelf, members, first, last)
        start, stop = start - size, stop - size
    return ids


def _in_turn(shelf):
    """The freshest checks first; among those, the list begins at another entry each day."""
    today = timezone.localdate()
    fresh, ageing = (today - FRESH).toordinal(), (today - AGEING).toordinal()
    yield [segment.checks.since(fresh) for segment in shelf.segments], _turned
    yield [segment.checks.between(ageing, fresh) for segment in shelf.segments], _turned
    yield [segment.checks.old(ageing) for segment in shelf.segments], _turned


def _by_name(shelf):
    """Old checks last."""
    since = (timezone.localdate() - AGEING).toordinal()
    yield [segment.checks.since(since) for segment in shelf.segments], _named
    yield [segment.checks.old(since) for segment in shelf.segments], _named


def _by_check(shelf):
    """The newest checks first: month by month, and day by day within a month."""
    segments = shelf.segments
    for month in sorted({month for segment in segments for month in segment.checks.months}, reverse=True):

        def days(shelf, members, start, stop, month=month):
            return _ids(shelf, members, _days(shelf, month), start, stop)

        yield [segment.checks.in_month(month) for segment in segments], days
    yield [segment.checks.on(None) for segment in segments], _named


def _days(shelf, month):
    found = {day for segment in shelf.segments for day in segment.checks.days_of(month)}
    for day in sorted(found, reverse=True):
        yield [segment.checks.on(day) for segment in shelf.segments], _named


def _by_distance(shelf, found, near):
    """The nearest first: whose nearest place is equally far, to the metre, is one class."""
    segments = enumerate(zip(shelf.segments, found, strict=True))
    nearest = [zip(segment.points.nearest(near, among), repeat(number)) for number, (segment, among) in segments]
    for _metres, together in groupby(merge(*nearest, key=_metres_of), key=_metres_of):
        members = [BitMap(), BitMap()]
        for (_metres_too, here), number in together:
            members[number] |= here
        yield members, _named


def _metres_of(step):
    return step[0][0]


CLASSES = {"turn": _in_turn, "name": _by_name, "checked": _by_check}


def _turned(shelf, members, start, stop):
    """In the order of names, but begun at entry turn() and ended at the one before."""
    size = sum(map(len, members))
    shift = turn() % size
    first, last = start + shift, stop + shift
    ids = _named(shelf, members, first, min(last, size)) if first < size else []
    return ids + _named(shelf, members, max(first - size, 0), last - size) if last > size else ids


def _named(shelf, members, start, stop):
    """Ids at these positions of the two sets, merged by name."""
    base, delta = members
    positions = [(_smaller(base, shelf.places[ordinal]) + n, ordinal) for n, ordinal in enumerate(delta)]
    before = sum(position < start for position, _ordinal in positions)
    inside = [(position, shelf.delta.ids[ordinal]) for position, ordinal in positions if start <= position < stop]
    taken = {position for position, _pk in inside}
    free = (position for position in range(start, stop) if position not in taken)
    others = base[start - before : stop - before - len(inside)]
    inside += zip(free, (shelf.base.ids[ordinal] for ordinal in others), strict=True)
    return [pk for _position, pk in sorted(inside)]


def _smaller(bitmap, ordinal):
    """How many of the set stand before this ordinal."""
    return bitmap.rank(ordinal - 1) if ordinal else 0
