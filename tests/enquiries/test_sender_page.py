"""The sender's page: confirm, see how it stands, read the answer, take everything back."""

import pytest

from enquiries import steps
from enquiries.models import Enquiry, Mail
from enquiries.outbox import worker

from .sending import events, forwarded, make_enquiry, press, recipient_link, sender_link

SECRET = "My mother has bone metastases."


def test_a_look_confirms_nothing_and_confirming_twice_is_once(client, ada):
    enquiry = make_enquiry(ada)
    for _ in range(2):
        assert "Confirm and send" in client.get(sender_link(enquiry)).content.decode()
    assert events(enquiry) == ["arrived"]
    for _ in range(2):
        assert "Confirmed. It is on its way." in press(client, sender_link(enquiry), "confirm").content.decode()
    assert events(enquiry) == ["arrived", "confirmed"]
    assert Mail.objects.filter(kind="forward").count() == 1


def test_the_sender_sees_how_it_stands_but_never_the_text(client, ada):
    enquiry = make_enquiry(ada)
    stages = []

    def look():
        page = client.get(sender_link(enquiry)).content.decode()
        assert SECRET not in page
        stages.append(page.partition('id="stage-title">')[2].partition("<")[0])

    look()
    steps.confirm(enquiry.reference)
    look()
    worker.drain()
    look()
    steps.read(enquiry.reference)
    look()
    steps.answer(enquiry.reference, "Come.")
    look()
    assert stages == [
        "Confirm your address",
        "Confirmed. It is on its way.",
        "Delivered",
        "Read",
        "There is an answer",
    ]


def test_an_answer_is_shown_when_it_is_asked_for_and_that_is_noted(client, ada):
    enquiry = forwarded(ada)
    steps.read(enquiry.reference)
    steps.answer(enquiry.reference, "Come on Monday.")
    assert "Monday" not in client.get(sender_link(enquiry)).content.decode()
    assert "Come on Monday." in press(client, sender_link(enquiry), "read").content.decode()
    assert events(enquiry)[-1] == "answer-read"


def test_there_is_no_answer_to_read_before_there_is_one(client, ada):
    assert press(client, sender_link(forwarded(ada)), "read").status_code == 409


@pytest.mark.parametrize("stage", ["arrived", "confirmed", "forwarded", "answered"])
def test_consent_can_be_withdrawn_at_any_time_and_everything_is_gone(client, ada, stage):
    enquiry = make_enquiry(ada)
    if stage != "arrived":
        steps.confirm(enquiry.reference)
    if stage in ("forwarded", "answered"):
        worker.drain()
    if stage == "answered":
        steps.read(enquiry.reference)
        steps.answer(enquiry.reference, "Come.")
    assert "Delete now" in press(client, sender_link(enquiry), "ask-to-delete").content.decode()
    assert Enquiry.objects.exists()
    assert "Your consent is withdrawn." in press(client, sender_link(enquiry), "delete").content.decode()
    assert not Enquiry.objects.exists()
    assert not Mail.objects.exists()
    assert events(enquiry)[-1] == "withdrawn"
    assert client.get(recipient_link(enquiry)).status_code == 410
    assert client.get(sender_link(enquiry)).status_code == 410


def test_after_a_failed_delivery_the_sender_is_shown_the_telephone(client, ada):
    ada.phone = "+49 30 23125 002"
    ada.save()
    enquiry = make_enquiry(ada)
    steps.confirm(enquiry.reference)
    steps.undeliverable(enquiry)
    page = client.get(sender_link(enquiry)).content.decode()
    assert "It could not be delivered" in page
    assert 'href="tel:+493023125002"' in page


def test_the_page_of_a_deleted_listing_still_works(client, ada):
    enquiry = forwarded(ada)
    ada.delete()
    assert client.get(sender_link(enquiry)).status_code == 200
    assert SECRET in press(client, recipient_link(enquiry), "open").content.decode()
