"""What a form costs whoever sends it."""

import pytest

from intake import effort, form_token


def token(age):
    return form_token.FormToken("some.signed:text", "key", age)


@pytest.fixture(scope="module")
def proof():
    """Found as the script of the page finds it: by trying."""
    return next(str(number) for number in range(10_000_000) if effort.is_proven(token(0), str(number)))


@pytest.mark.parametrize(("age", "seconds"), [(0, 3), (2, 1), (3, 0), (90, 0)])
def test_with_proof_it_takes_as_long_as_a_person(proof, age, seconds):
    assert effort.seconds_to_wait(token(age), proof) == seconds


@pytest.mark.parametrize(("age", "seconds"), [(0, 20), (3, 17), (20, 0)])
def test_without_proof_time_takes_its_place(age, seconds):
    assert effort.seconds_to_wait(token(age), "") == seconds


def test_a_proof_is_good_for_its_own_token_only(proof):
    assert effort.is_proven(token(0), proof)
    assert not effort.is_proven(form_token.FormToken("another:text", "key", 0), proof)


@pytest.mark.parametrize("wrong", ["", "-1", "²", "1e9", "9" * 5000, "\0", "é"])
def test_what_is_no_number_is_no_proof(wrong):
    assert not effort.is_proven(token(0), wrong)


def test_the_work_is_what_it_says():
    """Of many tries, about one in two to the power of BITS is a proof."""
    tries = 4 << effort.BITS
    found = sum(effort.is_proven(token(0), str(number)) for number in range(tries))
    assert 0 <= found <= 20
