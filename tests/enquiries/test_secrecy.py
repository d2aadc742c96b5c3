"""Texts are sealed with a ring of keys that can be rotated."""

from io import StringIO

import pytest
from django.core.management import call_command

from enquiries import keyring, rotating
from enquiries.models import Enquiry

from .sending import make_enquiry


def test_a_text_is_sealed_with_the_first_key_and_opened_with_any(settings):
    first, second = keyring.new_key(), keyring.new_key()
    settings.ENQUIRY_KEYS = [first]
    sealed, name = keyring.seal(b"metastases")
    assert b"metastases" not in sealed
    settings.ENQUIRY_KEYS = [second, first]
    assert keyring.unseal(sealed) == b"metastases"
    assert keyring.seal(b"")[1] == keyring.name(second) != name


def test_without_its_key_it_stays_closed(settings):
    sealed, _ = keyring.seal(b"metastases")
    settings.ENQUIRY_KEYS = [keyring.new_key()]
    with pytest.raises(keyring.SealedError):
        keyring.unseal(sealed)


def test_a_changed_text_stays_closed(ada):
    enquiry = make_enquiry(ada)
    enquiry.sealed = bytes(enquiry.sealed)[:-4] + b"AAA="
    with pytest.raises(keyring.SealedError):
        enquiry.contents()


def test_a_text_moved_to_another_enquiry_does_not_open_there(ada):
    first, second = make_enquiry(ada), make_enquiry(ada)
    second.sealed = first.sealed
    with pytest.raises(keyring.SealedError, match="another enquiry"):
        second.contents()


def test_keys_are_rotated_and_then_the_old_one_may_go(ada, settings):
    enquiries = [make_enquiry(ada, message=f"{n}") for n in range(3)]
    old, new = settings.ENQUIRY_KEYS[0], keyring.new_key()
    settings.ENQUIRY_KEYS = [new, old]
    out = StringIO()
    call_command("rotate_enquiry_keys", stdout=out)
    assert out.getvalue() == (
        "3 enquiries are sealed with the first key now.\n"
        "All are. The other keys may go from ENQUIRY_KEYS, once no backup needs them.\n"
    )
    settings.ENQUIRY_KEYS = [new]
    assert [Enquiry.objects.get(pk=one.pk).contents().message for one in enquiries] == ["0", "1", "2"]
    assert set(Enquiry.objects.values_list("sealed_with", flat=True)) == {keyring.name(new)}
    assert rotating.rotate() == (0, 0)


def test_rotating_says_when_a_key_is_missing(ada, settings):
    make_enquiry(ada)
    settings.ENQUIRY_KEYS = [keyring.new_key()]
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("rotate_enquiry_keys", stdout=out, stderr=err)
    assert end.value.code == 1
    assert err.getvalue() == "1 could not be opened with any key: put back the key that is missing.\n"


def test_the_secret_key_of_the_site_opens_nothing(ada, settings):
    enquiry = make_enquiry(ada)
    settings.SECRET_KEY = "another"
    assert enquiry.contents().name == "Rita"
