"""Numbers become at most five shades that can be told apart and read."""

import pytest

from directory.maps.shading import shade_of, shades


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ([], []),
        ([0, 0], []),
        ([4, 0, 4], [(5, 4, 4)]),
        ([1, 2], [(1, 1, 1), (5, 2, 2)]),
        ([1, 6, 3], [(1, 1, 1), (2, 2, 2), (3, 3, 3), (4, 4, 4), (5, 5, 6)]),
        ([120, 80412], [(1, 120, 400), (2, 401, 2000), (3, 2001, 6000), (4, 6001, 20000), (5, 20001, 80412)]),
    ],
)
def test_classes_are_a_factor_apart_with_limits_of_one_digit(counts, found):
    assert [(shade.number, shade.low, shade.high) for shade in shades(counts)] == found


def test_every_number_has_its_class_and_nothing_has_none():
    counts = [0, 1, 7, 40, 41, 300, 2200]
    known = shades(counts)
    inside = {count: [shade.number for shade in known if shade.low <= count <= shade.high] for count in counts}
    assert {count: shade_of(count, known) for count in counts} == {c: n[0] if n else 0 for c, n in inside.items()}
    assert [count for count, numbers in inside.items() if len(numbers) != 1] == [0]
