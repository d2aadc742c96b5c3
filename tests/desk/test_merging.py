"""Two people's changes to one version."""

import pytest

from desk.merging import merge


def content(fields=(), marks=(), **rows):
    return {"fields": dict(fields), "rows": {"sections": dict(rows)}, "marks": dict(marks)}


BASE = content(
    {"name": "old", "city": "old", "languages": [1, 2]}, s1={"title": "old", "body": "old"}, s2={"title": "x"}
)


def changed(fields=(), **rows):
    merged = {**BASE["rows"]["sections"], **rows}
    return content({**BASE["fields"], **dict(fields)}, **{pk: row for pk, row in merged.items() if row})


def test_changes_in_different_fields_are_both_kept():
    result = merge(BASE, changed({"name": "theirs"}), changed({"city": "mine"}))
    assert (result.content, result.conflicts) == (changed({"name": "theirs", "city": "mine"}), [])


def test_the_same_change_is_no_conflict():
    result = merge(BASE, changed({"name": "new"}), changed({"name": "new"}))
    assert (result.content, result.conflicts) == (changed({"name": "new"}), [])


def test_in_the_same_field_mine_stays_and_is_named():
    result = merge(BASE, changed({"name": "theirs"}), changed({"name": "mine"}))
    assert (result.content, result.conflicts) == (changed({"name": "mine"}), ["name"])


def test_two_fields_of_one_row_are_both_kept():
    theirs, mine = {"title": "theirs", "body": "old"}, {"title": "old", "body": "mine"}
    result = merge(BASE, changed(s1=theirs), changed(s1=mine))
    assert (result.content, result.conflicts) == (changed(s1={"title": "theirs", "body": "mine"}), [])


@pytest.mark.parametrize(
    ("theirs", "mine", "merged"),
    [
        ([1, 2, 3], [1, 2, 4], [1, 2, 3, 4]),
        ([1], [1, 2, 3], [1, 3]),
        ([2], [1], []),
        ([1, 2], [2], [2]),
    ],
)
def test_lists_take_every_addition_and_removal(theirs, mine, merged):
    result = merge(BASE, changed({"languages": theirs}), changed({"languages": mine}))
    assert (result.content["fields"]["languages"], result.conflicts) == (merged, [])


def test_rows_added_by_either_are_both_there():
    result = merge(BASE, changed(s3={"title": "theirs"}), changed(s4={"title": "mine"}))
    assert (result.content, result.conflicts) == (changed(s3={"title": "theirs"}, s4={"title": "mine"}), [])


@pytest.mark.parametrize(
    ("theirs", "mine"), [(None, BASE["rows"]["sections"]["s2"]), (BASE["rows"]["sections"]["s2"], None)]
)
def test_a_row_removed_by_one_and_left_alone_by_the_other_goes(theirs, mine):
    result = merge(BASE, changed(s2=theirs), changed(s2=mine))
    assert (result.content, result.conflicts) == (changed(s2=None), [])


@pytest.mark.parametrize(("theirs", "mine"), [(None, {"title": "new"}), ({"title": "new"}, None)])
def test_a_row_removed_by_one_and_changed_by_the_other_stays_and_is_named(theirs, mine):
    result = merge(BASE, changed(s2=theirs), changed(s2=mine))
    assert (result.content, result.conflicts) == (changed(s2={"title": "new"}), ["sections/s2"])


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        ({}, {"a": {"kind": "outdated"}}, {}, {"a": {"kind": "outdated"}}),
        ({"a": {"kind": "machine"}}, {"a": {"kind": "machine"}}, {}, {}),
        ({"a": {"kind": "machine"}}, {}, {"a": {"kind": "machine"}}, {}),
    ],
)
def test_marks_follow_who_changed_them(base, theirs, mine, merged):
    contents = (content(marks=marks) for marks in (base, theirs, mine))
    assert merge(*contents).content["marks"] == merged
