"""Circles and distances of many points, by boxes: the same as point by point."""

import gc
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from directory.filtering.bitmaps.around import Around
from directory.filtering.bitmaps.points import UNIT, Points
from directory.filtering.query import Near

chance = Random(4)  # noqa: S311 the same points in each run
TOWNS = [(4_810_000, 1_150_000), (5_250_000, 1_340_000), (4_740_000, 850_000)]


def _scattered(number):
    """Most of them in and around three towns, some anywhere; who is at each, and some at two."""
    groups = {}
    for ordinal in range(number):
        north, east = chance.choice(TOWNS)
        far = chance.choice([3, 3_000, 30_000, 300_000])
        place = north + chance.randint(-far, far), east + chance.randint(-far, far)
        groups.setdefault(place, []).extend([ordinal, ordinal // 2] if ordinal % 3 else [ordinal])
    return {place: sorted(set(ordinals)) for place, ordinals in groups.items()}


GROUPS = _scattered(900)
POINTS = Points.of(GROUPS)
near = st.builds(
    lambda place, radius: Near(place[0] / UNIT, place[1] / UNIT, radius, "here"),
    st.one_of(
        st.sampled_from([*GROUPS, *TOWNS]), st.tuples(st.integers(4_400_000, 5_700_000), st.integers(4, 19))
    ),
    st.sampled_from([1, 2, 10, 25, 50, 200, 2000]),
)


def metres_of(near):
    """{ordinal: metres to its nearest point}, one by one."""
    around, found = Around(near), {}
    for number, (_place, ordinals) in enumerate(POINTS.items()):
        metres = around.metres(POINTS.latitudes[number], POINTS.longitudes[number], POINTS.cosines[number])
        for ordinal in ordinals:
            found[ordinal] = min(metres, found.get(ordinal, metres))
    return found


@given(near=near)
@settings(max_examples=200, deadline=None)
def test_a_circle_has_whoever_is_at_a_point_in_it(near):
    inside = {ordinal for ordinal, metres in metres_of(near).items() if metres <= near.radius * 1000}
    assert set(POINTS.within(near)) == inside


def test_a_circle_is_known_for_as_long_as_somebody_asks():
    """It may be around where somebody is."""
    asked = Near(48.1, 11.5, 50, "here")
    assert POINTS.within(asked) is POINTS.within(asked)
    del asked
    gc.collect()
    assert len(POINTS._circles) == 0


@given(near=near, among=st.sets(st.integers(0, 899)))
@settings(max_examples=200, deadline=None)
def test_the_nearest_come_first_and_everybody_once(near, among):
    steps = list(POINTS.nearest(near, BitMap(among)))
    found = [(metres, ordinal) for metres, here in steps for ordinal in here]
    true = [(metres, ordinal) for ordinal, metres in metres_of(near).items() if ordinal in among]
    assert [metres for metres, _here in steps] == sorted(metres for metres, _here in steps)
    assert sorted(found) == sorted(true)


def test_the_first_few_are_found_without_opening_every_box(monkeypatch):
    asked = []
    metres = Around.metres
    monkeypatch.setattr(Around, "metres", lambda *given: asked.append(1) or metres(*given))
    next(POINTS.nearest(Near(48.1, 11.5, 200, "here"), BitMap(range(900))))
    assert 0 < len(asked) < len(POINTS) // 5


@pytest.mark.parametrize("points", [Points(), Points.of({})])
def test_where_nobody_is_nobody_is_found(points):
    anywhere = Near(48.1, 11.5, 200, "here")
    assert (points.within(anywhere), list(points.nearest(anywhere, BitMap()))) == (BitMap(), [])
