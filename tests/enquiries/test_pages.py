"""The pages behind the links of mails: who may open them, what they show, what they do."""

import pytest
from django.core import mail as mailbox
from django.core import signing
from django.test import Client

from enquiries import access, keyring, periods, steps
from enquiries.models import Enquiry, Event, Mail
from enquiries.outbox import worker

from .sending import events, forwarded, last_link, later, press, recipient_link, sender_link

MINE, READ = "/en/enquiries/mine/?key=", "/en/enquiries/read/?key="
SECRET = "My mother has bone metastases."
DAY = 24 * 60 * 60


# Who may open them


@pytest.mark.parametrize("path", [MINE, READ])
@pytest.mark.parametrize(
    "key",
    [
        "",
        "x",
        "\0",
        "é" * 5000,
        "2222-2222",
        signing.dumps("2222-2222", salt="another purpose"),
        signing.dumps(["2222-2222"], salt=access.SENDER),
        signing.dumps("nobody", salt=access.RECIPIENT),
    ],
    ids=["none", "short", "NUL", "long", "number", "other purpose", "list", "no number"],
)
def test_a_key_of_another_make_opens_nothing(client, path, key):
    assert client.get(path + key.replace("\0", "%00")).status_code == 404
    assert press(client, path + key.replace("\0", "%00"), "open").status_code == 404


def test_a_senders_key_does_not_open_the_recipients_page_and_the_other_way_round(client, ada):
    enquiry = forwarded(ada)
    own, theirs = sender_link(enquiry), recipient_link(enquiry)
    assert client.get(own.replace("/mine/", "/read/")).status_code == 404
    assert client.get(theirs.replace("/read/", "/mine/")).status_code == 404


def test_a_key_opens_its_own_enquiry_only(client, ada):
    first, second = forwarded(ada, message="First."), forwarded(ada, message="Second.")
    assert "Second." not in press(client, recipient_link(first), "open").content.decode()
    assert "Second." in press(client, recipient_link(second), "open").content.decode()


def test_one_sign_of_a_key_changed_opens_nothing(client, ada):
    link = recipient_link(forwarded(ada))
    changed = link[:-1] + ("A" if link[-1] != "A" else "B")
    assert client.get(changed).status_code == 404


@pytest.mark.parametrize("link", [sender_link, recipient_link])
def test_these_pages_are_kept_nowhere(client, ada, link):
    page = client.get(link(forwarded(ada)))
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert not page.cookies


def test_another_site_that_learnt_a_link_can_press_no_button(client, ada):
    link = recipient_link(forwarded(ada))
    assert press(client, link, "open", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert not Event.objects.filter(kind="read").exists()


# The recipient's page


def test_looking_reads_nothing_and_each_opening_is_noted(client, ada):
    enquiry = forwarded(ada)
    for _ in range(3):
        assert SECRET not in client.get(recipient_link(enquiry)).content.decode()
    assert "read" not in events(enquiry)
    for _ in range(2):
        assert SECRET in press(client, recipient_link(enquiry), "open").content.decode()
    assert events(enquiry)[3:] == ["read", "read"]
    enquiry.refresh_from_db()
    assert enquiry.read_at


def test_the_recipient_sees_what_it_is_about_and_how_to_reply(client, ada):
    enquiry = forwarded(ada, reply_by="phone", phone="+49 30 23125 009")
    page = press(client, recipient_link(enquiry), "open").content.decode()
    for said in ("A relative or friend", "Bone-Metastases", "Radiation-Therapy", "Rita", "A telephone call", "IT"):
        assert f">{said}<" in page or f"<bdi>{said}</bdi>" in page
    assert 'href="tel:+493023125009"' in page
    assert 'href="mailto:rita@example.org"' in page


def test_what_somebody_writes_is_shown_as_text(client, ada):
    enquiry = forwarded(ada, message="<script>alert(1)</script>", name='"><img src=x>')
    page = press(client, recipient_link(enquiry), "open").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<img src=x>" not in page


@pytest.mark.parametrize(
    ("action", "typed", "outcome", "told"),
    [
        ("answer", {"text": "Come."}, "answered", 1),
        ("replied", {}, "replied", 0),
        ("decline", {}, "declined", 1),
    ],
)
def test_an_enquiry_is_closed_once(client, ada, action, typed, outcome, told):
    enquiry = forwarded(ada)
    link = recipient_link(enquiry)
    press(client, link, "open")
    assert press(client, link, action, **typed).status_code == 200
    assert press(client, link, action, **typed).status_code == (200 if action == "answer" else 409)
    enquiry.refresh_from_db()
    assert (enquiry.outcome, events(enquiry)[-1]) == (outcome, outcome)
    assert Mail.objects.filter(kind="news").count() == told


def test_whoever_answers_after_a_colleague_keeps_the_text(client, ada):
    enquiry = forwarded(ada)
    link = recipient_link(enquiry)
    press(client, link, "open")
    press(client, link, "replied")
    response = press(client, link, "answer", text="Come on Monday.")
    assert response.status_code == 409
    assert "<p>Come on Monday.</p>" in response.content.decode()
    assert "answered" not in events(enquiry)


@pytest.mark.parametrize("action", ["answer", "replied", "decline"])
def test_nobody_answers_what_they_have_not_read(client, ada, action):
    enquiry = forwarded(ada)
    assert press(client, recipient_link(enquiry), action, text="Come.").status_code == 409
    enquiry.refresh_from_db()
    assert enquiry.closed_at is None


def test_an_empty_answer_is_named_and_the_message_still_there(client, ada):
    enquiry = forwarded(ada)
    link = recipient_link(enquiry)
    press(client, link, "open")
    page = press(client, link, "answer", text=" ").content.decode()
    assert "Please write your answer." in page
    assert SECRET in page


def test_an_answer_is_sealed_too(client, ada):
    enquiry = forwarded(ada)
    press(client, recipient_link(enquiry), "open")
    press(client, recipient_link(enquiry), "answer", text="Come on Monday.")
    enquiry.refresh_from_db()
    assert enquiry.contents().answer == "Come on Monday."
    assert "Monday" not in repr(list(Enquiry.objects.values()))


@pytest.mark.parametrize("action", ["", "open ", "delete", "confirm"])
def test_an_unknown_button_is_a_bad_request(client, ada, action):
    assert press(client, recipient_link(forwarded(ada)), action).status_code == 400


def test_a_link_ends_after_two_weeks_and_sends_a_new_one_to_the_same_address(client, ada):
    enquiry = forwarded(ada)
    link = recipient_link(enquiry)
    ada.email = "attacker@example.org"
    with later(14 * DAY + 60):
        page = client.get(link)
        assert page.status_code == 410
        assert press(client, link, "open").status_code == 400
        assert press(client, link, "renew").status_code == 200
        assert press(client, link, "renew").status_code == 200  # one is on its way
        worker.drain()
        assert [mail.to for mail in mailbox.outbox] == [["ada@example.org"]] * 2
        assert SECRET in press(client, last_link(), "open").content.decode()
    assert events(enquiry)[3:] == ["link-renewed", "read"]


@pytest.mark.parametrize("language", ["de", "en", "fr", "it", "ar"])
@pytest.mark.parametrize("link", [sender_link, recipient_link])
def test_the_pages_are_there_in_every_language(client, ada, language, link):
    page = client.get(link(forwarded(ada)).replace("/en/", f"/{language}/")).content.decode()
    assert f'<html lang="{language}"' in page
    assert page.count("<h1") == 1


def test_without_the_key_of_the_ring_a_page_says_so_and_notes_no_reading(ada, settings):
    enquiry, answered = forwarded(ada), forwarded(ada)
    steps.read(answered.reference)
    steps.answer(answered.reference, "Come.")
    settings.ENQUIRY_KEYS = [keyring.new_key()]
    response = press(Client(), recipient_link(enquiry), "open")
    assert response.status_code == 503
    assert "Nothing is lost." in response.content.decode()
    assert press(Client(), sender_link(answered), "read").status_code == 503
    enquiry.refresh_from_db()
    assert (enquiry.read_at, events(enquiry)[-1]) == (None, "forwarded")
    assert events(answered)[-1] == "answered"


def test_an_old_link_of_a_recipient_sends_three_new_ones_a_day_at_most(client, ada):
    link = recipient_link(forwarded(ada))
    with later(14 * DAY + 60):
        answers = []
        for _ in range(4):
            answers.append(press(client, link, "renew"))
            worker.drain()
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert int(answers[-1].headers["Retry-After"]) > 0
    assert len(mailbox.outbox) == 1 + 3


def test_the_senders_link_ends_when_everything_is_gone_anyway(client, ada):
    link = sender_link(forwarded(ada))
    with later(periods.SENDERS_LINK * DAY + 60):
        assert client.get(link).status_code == 410
