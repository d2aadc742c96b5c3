"""The form in which a reader writes to a specialist or clinic."""

import re

import pytest
from django.test import Client

from conditions.models import HelpLine
from directory.models import Language
from enquiries.models import ConsentText, Enquiry, Event, Mail
from tests.factories import make_clinic, make_condition, make_specialist, make_therapy
from tests.reader_forms import controls

from .sending import WRITTEN, address, errors_of, later, opened, post, send


def test_a_profile_leads_to_its_form_with_what_its_reader_asked_for(client, ada):
    page = client.get("/en/specialists/ada-muster/?condition=bone-metastases&therapy=radiation-therapy")
    way = "/en/specialists/ada-muster/enquiry/?condition=bone-metastases&amp;therapy=radiation-therapy"
    assert page.content.decode().count(f'href="{way}"') == 1
    data = controls(client.get(way.replace("&amp;", "&")).content.decode())
    assert (data["condition"], data["therapy"]) == ("bone-metastases", "radiation-therapy")


def test_the_languages_that_are_spoken_there_come_first(client, ada):
    ada.languages.set(Language.objects.filter(code="it"))
    page = client.get(address(ada)).content.decode()
    offered = page[page.index('name="reply_language"') :].partition("</select>")[0]
    assert re.findall(r'value="(\w+)"', offered) == ["it", "de", "en"]


def test_the_form_leaves_open_what_its_address_does_not_know(client, ada):
    data = opened(client, ada, question="?condition=<script>&therapy=surgery")
    assert (data["condition"], data["therapy"]) == ("", "")


def test_what_somebody_writes_is_kept(client, ada):
    typed = {"condition": "bone-metastases", "message": "Line\r\nbreak", "phone": "+49 30 23125 009"}
    assert send(client, ada, "fr", **typed, reply_by="phone", reply_language="it").status_code == 302
    kept = Enquiry.objects.get()
    assert (kept.specialist, kept.clinic, kept.language) == (ada, None, "fr")
    assert kept.consent_text == ConsentText.objects.in_force()
    said = kept.contents()
    assert (said.message, said.writes_as, said.name) == ("Line\nbreak", "relative", "Rita")
    assert (said.reply_by, said.phone, said.reply_language) == ("phone", "+49 30 23125 009", "it")
    assert (said.condition, said.therapy) == ("bone-metastases", "")
    assert said.recipient == "ada@example.org"


def test_the_enquiry_comes_with_its_mail_and_its_event(client, ada):
    send(client, ada)
    kept = Enquiry.objects.get()
    assert [(mail.enquiry, mail.kind) for mail in Mail.objects.all()] == [(kept, "confirm")]
    assert [(event.reference, event.kind) for event in Event.objects.all()] == [(kept.reference, "arrived")]


NO_NUMBER = "A telephone number has five digits or more, and else spaces and + ( ) / - only."
UNREADABLE = "There are characters in it that we cannot read (�). Please type them again."


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"message": " "}, {"message": ["Please write your message."]}),
        ({"email": ""}, {"email": ["Please give your e-mail address: we send the link to it."]}),
        ({"email": "rita"}, {"email": ["This is no e-mail address. It looks like name@example.org."]}),
        ({"reply_by": "phone"}, {"phone": ["Please give the number at which you can be called."]}),
        ({"reply_by": "phone", "phone": "ask Rita"}, {"phone": [NO_NUMBER]}),
        ({"message": "\0"}, {"message": [UNREADABLE]}),
        (
            {"message": "x" * 4001},
            {"message": ["This is too long: at most 4000 characters, and it has 4001."]},
        ),
        (
            {"subject": "Buy"},
            {"subject": ["Only programs fill in this field. Please empty it and send the form again."]},
        ),
        (
            {"condition": "gout"},
            {"condition": ["Select a valid choice. gout is not one of the available choices."]},
        ),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said_and_what_was_typed_stays(client, ada, typed, errors):
    response = send(client, ada, **typed)
    assert (response.status_code, errors_of(response)) == (200, errors)
    kept = controls(response.content.decode())
    expected = {**WRITTEN, **typed}
    assert {name: kept[name] for name in ("name", "email", "reply_by", "consent")} == {
        name: expected[name] for name in ("name", "email", "reply_by", "consent")
    }
    assert not Enquiry.objects.exists()


def test_a_number_that_nobody_will_call_stops_nobody(client, ada):
    assert send(client, ada, phone="later").status_code == 302
    assert Enquiry.objects.get().contents().phone == ""


def test_without_consent_nothing_is_kept(client, ada):
    data = {**opened(client, ada), **WRITTEN}
    del data["consent"]
    response = post(client, ada, data)
    assert errors_of(response) == {"consent": ["Without your consent we may not store or pass on your message."]}
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Bitte schreiben Sie Ihre Nachricht."),
        ("fr", "Veuillez écrire votre message."),
        ("it", "Scriva il Suo messaggio."),
    ],
)
def test_mistakes_are_explained_in_the_readers_language(client, ada, language, said):
    assert errors_of(send(client, ada, language, message="")) == {"message": [said]}


@pytest.mark.parametrize("language", ["de", "en", "fr", "it", "ar"])
def test_every_form_says_that_it_is_not_for_emergencies_and_whom_to_call(client, ada, language):
    HelpLine.objects.create(slug="e", country="DE", purpose="emergency", name_de="Notruf", number="112")
    page = client.get(address(ada, language)).content.decode()
    card = page[page.index("not-for-emergencies") :].partition("</section>")[0]
    assert 'href="tel:112"' in card


# Whom it reaches


def test_a_specialist_without_an_address_is_reached_at_the_clinic(client, ada):
    ada.email = ""
    ada.save()
    page = client.get(address(ada)).content.decode()
    assert "Your message goes to the clinic: <bdi>Ahorn</bdi>." in page
    assert send(client, ada).status_code == 302
    assert Enquiry.objects.get().contents().recipient == "info@ahorn.example.org"


def test_an_unpublished_clinic_reaches_nobody(client):
    hidden = make_clinic("hidden", email="info@hidden.example.org", status="draft")
    listing = make_specialist("bo-muster", at=[hidden])
    page = client.get(address(listing))
    assert page.status_code == 200
    assert "No e-mail address is known here, so no message would arrive." in page.content.decode()
    assert "/enquiry/" not in client.get("/en/specialists/bo-muster/").content.decode()


def test_a_page_without_contact_offers_the_clinics(client):
    clinic = make_clinic("ahorn", phone="+49 30 23125 001")
    make_specialist("bo-muster", at=[clinic])
    for path in ("", "enquiry/"):
        page = client.get(f"/en/specialists/bo-muster/{path}").content.decode()
        assert 'class="button" href="tel:+493023125001"' in page
    assert (
        "Of the clinic, <bdi>Ahorn</bdi>; no other contact is stated."
        in client.get("/en/specialists/bo-muster/").content.decode()
    )


def test_nobody_can_be_written_to_where_no_mailbox_is(client):
    listing = make_specialist("bo-muster")
    assert post(client, listing, WRITTEN).status_code == 409
    assert not Enquiry.objects.exists()


def test_a_clinic_can_be_written_to(client, ada):
    clinic = ada.affiliations.get().clinic
    assert send(client, clinic).status_code == 302
    kept = Enquiry.objects.get()
    assert (kept.clinic, kept.specialist) == (clinic, None)


def test_a_draft_has_no_form(client, ada):
    ada.status = "draft"
    ada.save()
    assert client.get(address(ada)).status_code == 404


# Once


def test_pressing_twice_is_one_enquiry(client, ada):
    data = {**opened(client, ada), **WRITTEN, "proof": ""}
    ways = {post_after(client, ada, data) for _ in range(3)}
    assert len(ways) == 1
    assert (Enquiry.objects.count(), Mail.objects.count()) == (1, 1)


def test_going_back_and_writing_something_else_is_another_enquiry(client, ada):
    data = {**opened(client, ada), **WRITTEN}
    ways = {post_after(client, ada, {**data, "message": text}) for text in ("One", "Two")}
    assert len(ways) == 2
    assert Enquiry.objects.count() == 2


def test_a_new_text_of_consent_is_read_before_it_is_given(client, ada):
    data = {**opened(client, ada), **WRITTEN}
    ConsentText.objects.create(version=2, text_de="Neu.", text_en="New.")
    response = post(client, ada, data)
    assert list(errors_of(response)) == ["__all__"]
    assert "New." in response.content.decode()
    assert not Enquiry.objects.exists()


def test_a_changed_address_is_seen_before_it_is_written_to(client, ada):
    data = {**opened(client, ada), **WRITTEN}
    ada.email = "ada@elsewhere.example.org"
    ada.save()
    assert list(errors_of(post(client, ada, data))) == ["__all__"]


def post_after(client, listing, data, seconds=30):
    with later(seconds):
        return post(client, listing, data).headers["Location"]


# What it costs to open


@pytest.mark.parametrize(("number", "treated"), [(1, 1), (3, 3)])
def test_the_form_asks_as_much_for_three_treatments_as_for_one(ada, django_assert_num_queries, number, treated):
    for n in range(1, number):
        ada.treatments.create(condition=make_condition(f"c{n}")).therapies.set([make_therapy(f"t{n}")])
    Client().get(address(ada))
    with django_assert_num_queries(QUERIES):
        page = Client().get(address(ada)).content.decode()
    assert page.count("<option") == 1 + treated + 1 + treated + 3


QUERIES = 9
