"""From the form to the answer, as the three people meet it."""

from django.core import mail as mailbox
from django.test import Client

from enquiries.models import Enquiry, Event
from enquiries.outbox import worker

from .sending import WRITTEN, events, last_link, press, send


def test_an_enquiry_is_confirmed_forwarded_read_and_answered(ada):
    sender, recipient = Client(), Client()

    response = send(sender, ada, "it", therapy="radiation-therapy", message="Mia madre ha metastasi ossee.")
    enquiry = Enquiry.objects.get()
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/it/enquiries/{enquiry.reference}/sent/",
    )
    assert enquiry.reference in sender.get(response.headers["Location"]).content.decode()

    assert worker.drain() == 1
    [asked] = mailbox.outbox
    assert asked.to == ["rita@example.org"]
    assert asked.subject == "Conferma necessaria: il Suo messaggio tramite Konsil"
    own = last_link()
    assert sender.get(own).status_code == 200
    assert worker.drain() == 0  # a look confirms nothing
    press(sender, own, "confirm")

    assert worker.drain() == 1
    told = mailbox.outbox[-1]
    assert told.to == ["ada@example.org"]
    assert told.subject == "Eine Nachricht für Sie bei Konsil"
    theirs = last_link()
    cover = recipient.get(theirs).content.decode()
    assert "Mia madre" not in cover
    opened = press(recipient, theirs, "open").content.decode()
    assert "Mia madre ha metastasi ossee." in opened
    assert "rita@example.org" in opened
    press(recipient, theirs, "answer", text="Bitte rufen Sie an.")

    assert worker.drain() == 1
    assert mailbox.outbox[-1].to == ["rita@example.org"]
    assert last_link().startswith("/it/enquiries/mine/?key=")
    assert "Bitte rufen Sie an." not in sender.get(last_link()).content.decode()
    assert "Bitte rufen Sie an." in press(sender, last_link(), "read").content.decode()

    assert events(enquiry) == [
        "arrived", "confirmed", "forwarded", "read", "answered", "answer-read",
    ]  # fmt: skip


def test_no_mail_says_a_word_about_health_listing_or_person(ada):
    send(Client(), ada, "en", phone="+49 30 23125 009")
    worker.drain()
    press(Client(), last_link(), "confirm")
    worker.drain()
    theirs = last_link()
    press(Client(), theirs, "open")
    press(Client(), theirs, "answer", text="Come on Monday.")
    worker.drain()
    assert len(mailbox.outbox) == 3
    said = "\n".join(f"{mail.subject}\n{mail.body}\n{mail.extra_headers}" for mail in mailbox.outbox)
    hidden = ["Muster", "Ada", "Ahorn", "metasta", "Rita", "23125", "Monday", WRITTEN["email"], "relative"]
    assert [word for word in hidden if word.lower() in said.lower()] == []


def test_the_database_holds_no_word_of_it(ada):
    send(Client(), ada, "en", phone="+49 30 23125 009")
    enquiry = Enquiry.objects.get()
    columns = repr(list(Enquiry.objects.values())) + repr(list(Event.objects.values()))
    assert [word for word in ("mother", "rita", "23125", "relative") if word in columns.lower()] == []
    assert enquiry.contents().message == "My mother has bone metastases."


def test_a_sender_without_a_script_and_in_arabic_gets_a_page_right_to_left(ada):
    response = send(Client(), ada, "ar")
    page = Client().get(response.headers["Location"]).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
