"""Corrections at the editors' desk, by role."""

import html
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import formats, timezone

from desk.saving import working_version
from directory.corrections.desk import DeskPage
from directory.models import Correction
from tests.factories import CHECKED, make_clinic, make_language, make_specialist

from .buttons import DECIDED, LIST, NOW, act, messages_of, url
from .sending import make_correction

pytestmark = pytest.mark.django_db


# The list


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", ["old", "new", "waiting", "answered", "declined"]),
        ("?state=open", ["old", "new"]),
        ("?state=waiting", ["waiting"]),
        ("?state=accepted", ["waiting", "answered"]),
        ("?state=declined", ["declined"]),
        ("?age=week", ["old"]),
        ("?state=open&age=month", []),
    ],
)
def test_the_list_is_filtered_by_state_and_age_and_begins_with_what_is_open(manager, ada, question, found):
    address = {"reply_to": "r@example.org"}
    make_correction(ada, remark="declined", sent_at=NOW, **{**DECIDED, "state": "declined", "reason": "known"})
    make_correction(ada, remark="waiting", sent_at=NOW - timedelta(hours=3), **DECIDED, **address)
    make_correction(ada, remark="answered", sent_at=NOW, **DECIDED, **address, answer="Yes", answered_at=NOW)
    make_correction(ada, remark="new", sent_at=NOW)
    make_correction(ada, remark="old", sent_at=NOW - timedelta(days=8))
    rows = manager.get(f"{LIST}{question}").context["cl"].result_list
    assert [row.remark for row in rows if row.is_open] == [name for name in found if name in ("old", "new")]
    assert {row.remark for row in rows} == set(found)
    assert [row.is_open for row in rows] == sorted([row.is_open for row in rows], reverse=True)


@pytest.mark.parametrize("number", [1, 3])
def test_statements_of_the_list(manager, django_assert_num_queries, number):
    for n in range(number):
        make_correction(make_specialist(f"ada-{n}"))
        make_correction(make_clinic(f"c-{n}"))
    with django_assert_num_queries(6):
        manager.get(f"{LIST}?state=open")


@pytest.mark.parametrize("number", [1, 3])
def test_statements_of_one_correction(manager, django_assert_num_queries, number):
    corrections = [make_correction(make_specialist(f"ada-{n}")) for n in range(number)]
    manager.get(url(corrections[0]))  # content types are asked for once
    with django_assert_num_queries(11):
        manager.get(url(corrections[0]))


def test_the_list_says_what_is_wrong_where_and_whether_an_answer_is_due(manager, ada):
    make_correction(ada, reply_to="r@example.org", **DECIDED)
    row = re.sub(r"<[^>]+>|\s+", " ", manager.get(LIST).content.decode().partition("<tbody>")[2])
    assert re.sub(r" +", " ", row).split("Accepted")[0].strip() == "Telephone Ada Muster"
    assert "to be sent" in row


# One correction


def test_the_desk_sees_what_was_said_what_is_said_and_what_is_proposed(manager, ada):
    told = {"stated": "+49 89 0", "remark": "<b>New</b>", "source": "Call"}
    correction = make_correction(ada, **told, reply_to="r@example.org")
    page = manager.get(url(correction)).content.decode()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    for said in (
        "The page said +49 89 0",
        "It says now +49 89 1 changed since",
        "Proposed: Telephone +49 89 2",
        "How the reader knows Call",
        "Wanted, to r@example.org",
    ):
        assert said in text
    assert "&lt;b&gt;New&lt;/b&gt;" in page


def test_it_is_shown_in_the_editors_language_as_far_as_the_page_still_says_it(manager):
    ada = make_specialist(is_barrier_free=True, **CHECKED)
    proposed = {"is_barrier_free": False}
    correction = make_correction(ada, fact="is_barrier_free", stated="Oui", proposed=proposed, language="fr")
    said = re.compile(r"<dd( lang=\"fr\")?><bdi>(Oui|Non|Yes|No)</bdi>( <strong class=\"changed\">)?")
    page = manager.get(url(correction)).content.decode()
    assert said.findall(page)[:2] == [("", "Yes", ""), ("", "Yes", "")]
    type(ada).objects.update(is_barrier_free=False)
    page = manager.get(url(correction)).content.decode()
    assert said.findall(page)[:2] == [(' lang="fr"', "Oui", ""), ("", "No", ' <strong class="changed">')]


@pytest.mark.parametrize("stated", ["allemand · turc", "turc · allemand"])
@pytest.mark.parametrize("order", [("says_now", "is_as_stated"), ("is_as_stated", "says_now")])
def test_each_language_has_its_own_alphabet_whatever_is_read_first(stated, order):
    german = make_language("de", name_de="Deutsch", name_en="German", name_fr="allemand")
    turkish = make_language("tr", name_de="Türkisch", name_en="Anatolian", name_fr="turc")
    ada = make_specialist(languages=[german, turkish])
    correction = make_correction(ada, fact="languages", proposed={}, remark="…", stated=stated, language="fr")
    page = DeskPage(correction, page_url="", may_decide=True, may_change_listing=True)
    assert {name: getattr(page, name) for name in order} == {
        "says_now": "Anatolian · German",
        "is_as_stated": stated == "allemand · turc",
    }


# Deciding


def test_one_click_accepts_into_the_field_and_readers_see_it(manager, ada, client):
    correction = make_correction(ada)
    response = act(manager, correction, "accept")
    assert messages_of(response) == ["Accepted: the page says it now."]
    assert response.redirect_chain == [(f"{LIST}?state=open", 302)]
    assert '<a class="button" href="tel:+49892">' in client.get("/en/specialists/ada-muster/").content.decode()


def test_who_may_not_publish_is_told_that_it_is_a_proposal(editor, ada):
    correction = make_correction(ada)
    response = act(editor, correction, "accept")
    assert messages_of(response) == ["Accepted: proposed for the listing. Readers see it once it is published."]
    assert working_version(ada).content["fields"]["phone"] == "+49 89 2"


def test_a_fact_without_a_source_asks_for_one(manager, ada):
    correction = make_correction(ada, fact="is_barrier_free", proposed={"is_barrier_free": True})
    response = act(manager, correction, "accept")
    assert messages_of(response) == ["Please correct the errors below."]
    assert response.context["page"].accept_form.errors == {"source": ["This field is required."]}
    assert Correction.objects.open().count() == 1


def test_what_the_listing_cannot_say_is_explained(manager, ada):
    correction = make_correction(ada, fact="email", proposed={"email": "nobody"})
    assert messages_of(act(manager, correction, "accept")) == ["E-mail: Enter a valid email address."]
    correction = make_correction(ada, proposed={"phone": "ask"})
    assert messages_of(act(manager, correction, "accept")) == [
        "A telephone number has digits, spaces and + ( ) / - only."
    ]
    assert Correction.objects.open().count() == 2


def test_a_page_that_changed_meanwhile_is_looked_at_again(manager, ada):
    correction = make_correction(ada)
    seen = manager.get(url(correction)).context["page"].seen
    ada.phone = "+49 89 7"
    ada.save()
    response = manager.post(url(correction), {"action": "accept", "accept-seen": seen})
    assert messages_of(response) == ["The page was changed since you opened this. Please look at it again."]
    ada.refresh_from_db()
    assert ada.phone == "+49 89 7"

    [seen] = re.findall(r'name="accept-seen" value="([^"]+)"', response.content.decode())
    manager.post(url(correction), {"action": "accept", "accept-seen": html.unescape(seen)})
    ada.refresh_from_db()
    assert ada.phone == "+49 89 2"


def test_who_comes_second_sees_what_the_first_decided(manager, editor, ada):
    correction = make_correction(ada)
    seen = manager.get(url(correction)).context["page"].seen
    act(editor, correction, "decline", reason="known")
    response = manager.post(url(correction), {"action": "accept", "accept-seen": seen})
    assert messages_of(response) == ["Somebody has decided about this already."]
    assert re.findall(r'name="action" value="([\w-]+)"', response.content.decode()) == ["reopen"]


def test_declining_needs_a_reason_and_keeps_the_note(editor, ada):
    correction = make_correction(ada)
    response = act(editor, correction, "decline", note="Called them")
    assert messages_of(response) == ["Please correct the errors below."]
    assert response.context["page"].decline_form["note"].value() == "Called them"
    response = act(editor, correction, "decline", note="Called them", reason="confirmed")
    correction.refresh_from_db()
    assert (correction.state, correction.reason, correction.note) == ("declined", "confirmed", "Called them")


def test_what_is_told_in_words_has_no_field_to_accept_it_into(manager, ada):
    correction = make_correction(ada, fact="other", proposed={}, remark="A typing error")
    page = manager.get(url(correction)).content.decode()
    assert re.findall(r'name="action" value="([\w-]+)"', page) == ["take-over", "decline"]
    assert f'<a href="/admin/directory/specialist/{ada.pk}/change/">the listing’s form</a>' in page
    act(manager, correction, "take-over")
    correction.refresh_from_db()
    assert (correction.state, correction.decided_by_name) == ("accepted", "mara")


def test_a_decision_can_be_taken_back(editor, ada):
    correction = make_correction(ada, **DECIDED)
    assert messages_of(act(editor, correction, "reopen")) == ["It is open again."]
    correction.refresh_from_db()
    assert correction.is_open


# Answering


def test_a_decision_leads_to_the_answer_when_one_is_wanted(manager, ada):
    correction = make_correction(ada, reply_to="r@example.org", language="fr")
    response = act(manager, correction, "accept")
    assert response.redirect_chain == [(url(correction), 302)]
    suggested = response.context["page"].answer_form["text"].value()
    assert "http://testserver/fr/specialists/ada-muster/" in suggested
    response = act(manager, correction, "answer", text="Merci beaucoup.")
    assert messages_of(response) == ["The answer is sent."]
    assert [(sent.to, sent.body) for sent in mail.outbox] == [(["r@example.org"], "Merci beaucoup.")]
    assert manager.get(url(correction)).content.decode().count("Merci beaucoup.") == 1


def test_an_answer_that_could_not_be_sent_is_kept_in_the_form(manager, ada, monkeypatch):
    def fail(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
    correction = make_correction(ada, **DECIDED, reply_to="r@example.org")
    response = act(manager, correction, "answer", text="Merci beaucoup.")
    assert messages_of(response) == ["The mail could not be sent. Nothing is lost: please try again later."]
    assert response.context["page"].answer_form["text"].value() == "Merci beaucoup."
    correction.refresh_from_db()
    assert correction.answered_at is None


def test_an_empty_answer_is_not_sent(manager, ada):
    correction = make_correction(ada, **DECIDED, reply_to="r@example.org")
    assert messages_of(act(manager, correction, "answer", text=" ")) == ["Please correct the errors below."]
    assert mail.outbox == []


def test_an_address_can_be_deleted_without_an_answer(manager, ada):
    correction = make_correction(ada, **DECIDED, reply_to="r@example.org")
    assert messages_of(act(manager, correction, "delete-address")) == ["The address is deleted."]
    assert "r@example.org" not in manager.get(url(correction)).content.decode()


def test_the_page_says_that_the_words_are_deleted(manager, ada):
    correction = make_correction(ada, **DECIDED, words_deleted_at=NOW)
    page = manager.get(url(correction)).content.decode()
    assert re.findall(r"Deleted on [\w ]+, with their source, the note and the answer", page) == [
        f"Deleted on {formats.date_format(timezone.localtime(NOW))}, with their source, the note and the answer"
    ]
    assert re.findall(r'name="action" value="([\w-]+)"', page) == []
