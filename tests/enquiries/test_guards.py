"""What stands before the form: floods, other sites, programs."""

import itertools

import pytest
from django.test import Client

from enquiries.models import Enquiry, Mail
from intake import effort, form_token
from intake.models import FloodCount
from tests.factories import make_specialist
from tests.reader_forms import controls

from .sending import WRITTEN, address, errors_of, later, opened, post, send


def proof_for(data):
    token = form_token.FormToken(data["token"], "", 0)
    return next(str(number) for number in itertools.count() if effort.is_proven(token, str(number)))


def test_a_program_that_sends_at_once_is_told_when_to_come_back(client, ada):
    response = send(client, ada, seconds=4)
    assert (response.status_code, response.headers["Retry-After"]) == (429, "16")
    assert errors_of(response) == {
        "__all__": [
            "Programs send such forms very fast. Your text is kept here: please send it again in 16 seconds."
        ]
    }
    data = controls(response.content.decode())
    assert data["message"] == WRITTEN["message"]
    with later(20):
        assert post(client, ada, data).status_code == 302


def test_a_proof_of_work_takes_the_place_of_waiting(client, ada):
    data = {**opened(client, ada), **WRITTEN}
    data["proof"] = proof_for(data)
    with later(4):
        assert post(client, ada, data).status_code == 302


def test_even_with_a_proof_nobody_writes_in_a_second(client, ada):
    with later(0):
        data = {**opened(client, ada), **WRITTEN}
        data["proof"] = proof_for(data)
        response = post(client, ada, data)
    assert (response.status_code, response.headers["Retry-After"]) == (429, "3")
    assert controls(response.content.decode())["proof"] == data["proof"]


def test_one_proof_is_good_for_three_enquiries(client, ada):
    data = {**opened(client, ada), **WRITTEN}
    data["proof"] = proof_for(data)
    with later(4):
        answers = [post(client, ada, {**data, "message": f"{n}"}).status_code for n in range(4)]
    assert answers == [302, 302, 302, 429]


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}])
def test_a_form_from_another_site_is_refused_with_its_text(client, ada, headers):
    response = post(client, ada, {**opened(client, ada), **WRITTEN}, **headers)
    assert response.status_code == 403
    assert controls(response.content.decode())["message"] == WRITTEN["message"]
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("change", [{"extra": "1"}, {"message": ["a", "b"]}, {"email": None}])
def test_a_form_with_other_fields_is_refused(client, ada, change):
    data = {**opened(client, ada), **WRITTEN, **change}
    data = {name: value for name, value in data.items() if value is not None}
    assert post(client, ada, data).status_code == 400
    assert not Enquiry.objects.exists()


def test_a_body_that_is_too_large_is_not_read(client, ada):
    assert post(client, ada, b"message=" + b"x" * 300_000).status_code == 413


def test_a_network_may_send_five_an_hour_without_a_proof_and_ten_with(ada):
    answers = [send(Client(), ada, message=f"{n}").status_code for n in range(6)]
    assert answers == [302] * 5 + [429]
    other = Client(REMOTE_ADDR="192.0.2.77")
    assert send(other, ada).status_code == 302


def test_the_limit_says_when_to_come_back_and_keeps_the_text(ada):
    for n in range(5):
        send(Client(), ada, message=f"{n}")
    response = send(Client(), ada, message="My words")
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 3600
    assert controls(response.content.decode())["message"] == "My words"


def test_a_recipient_gets_no_more_than_ten_an_hour_whoever_sends(ada):
    answers = [
        send(Client(REMOTE_ADDR=f"192.0.2.{n}"), ada, email=f"r{n}@example.org").status_code for n in range(11)
    ]
    assert answers == [302] * 10 + [429]
    assert send(Client(REMOTE_ADDR="192.0.2.99"), make_specialist("bo-muster", email="bo@example.org"))


def test_no_address_and_no_network_is_kept_in_the_counts(ada):
    send(Client(REMOTE_ADDR="192.0.2.1"), ada)
    subjects = " ".join(FloodCount.objects.values_list("subject", flat=True))
    assert [word for word in ("192.0.2.1", "rita", "ada", "example") if word in subjects] == []


def test_an_address_is_not_flooded_with_mails_and_nobody_learns_that_it_was_used_before(ada):
    """Its owner gets eight mails a day. To whoever types the address, the ninth answer is as the first."""
    pages = set()
    for n in range(10):
        sender = Client(REMOTE_ADDR=f"192.0.2.{n}")
        listing = make_specialist(f"s-{n}", email=f"s{n}@example.org")
        response = send(sender, listing, message=f"{n}")
        page = sender.get(response.headers["Location"]).content.decode()
        pages.add((response.status_code, page.replace(response.headers["Location"].split("/")[3], "")))
    assert len(pages) == 1
    now, later_ = [], []
    for mail in Mail.objects.order_by("pk"):
        (now if (mail.due_at - mail.enquiry.arrived_at).total_seconds() < 3600 else later_).append(mail)
    assert (len(now), len(later_)) == (8, 2)
    assert all(mail.due_at == mail.wanted_at for mail in later_)


@pytest.mark.parametrize("reference", ["2222-2222", "ZZZZ-9999"])
def test_the_page_after_sending_tells_nobody_whether_there_is_such_an_enquiry(client, reference):
    page = client.get(f"/en/enquiries/{reference}/sent/")
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize("reference", ["2222", "0000-0000", "<b>-2222", "2222-2222x"])
def test_what_cannot_be_a_number_is_no_page(client, reference):
    assert client.get(f"/en/enquiries/{reference}/sent/").status_code == 404


def test_the_form_is_kept_nowhere_and_found_by_no_search_engine(client, ada):
    page = client.get(address(ada))
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert not page.cookies
