"""A daughter on a phone writes to a specialist; the clinic answers; she reads it and deletes everything."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail as mailbox
from django.db import connections
from playwright.sync_api import expect

from enquiries.models import Enquiry
from enquiries.outbox import worker
from tests.browser import axe
from tests.enquiries.sending import link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
PROFILE = "/it/specialists/zoltan-kerekeshazi/?condition=bone-metastases&therapy=surgery"
FIRST = re.compile(r"\S")


def send_mails():
    """By a connection of its own, as a worker does: the server sees what it writes."""

    def drain():
        try:
            return worker.drain()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(drain).result()
    return link_in(mailbox.outbox[-1])


def fill_in(page, message):
    page.get_by_label("Sono un familiare o un amico").check()
    page.get_by_label("Il Suo messaggio").fill(message)
    page.get_by_label("Il Suo indirizzo e-mail").fill("rita@example.org")
    page.get_by_label("Acconsento").check()


def has_no_barrier(page):
    assert axe.violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe.violations(page, axe.COLOURS) == []
    page.emulate_media(color_scheme="light")


def test_a_message_is_written_read_answered_and_deleted(new_context, desk):
    phone, clinic = new_context(**PHONE), new_context(viewport={"width": 1280, "height": 900})
    page, office = phone.new_page(), clinic.new_page()

    page.goto(PROFILE)
    page.get_by_role("link", name="Scrivi un messaggio").click()
    expect(page.get_by_label("Di quale malattia si tratta?")).to_have_value("bone-metastases")
    expect(page.get_by_label("Su quale terapia vuole informarsi?")).to_have_value("surgery")
    page.get_by_role("button", name="Invia il messaggio").click()
    expect(page.get_by_role("alert")).to_contain_text("Scriva il Suo messaggio.")
    has_no_barrier(page)
    fill_in(page, "Mia madre ha metastasi ossee.\nPotete operarla?")
    expect(page.locator("input[name=proof]")).to_have_value(FIRST, timeout=60_000)
    page.wait_for_timeout(3000)  # nobody writes faster
    page.get_by_role("button", name="Invia il messaggio").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ancora un passo: la Sua e-mail")
    reference = Enquiry.objects.latest("pk").reference
    expect(page.get_by_text(reference)).to_be_visible()

    own = send_mails()
    page.goto(own)
    has_no_barrier(page)
    page.get_by_role("button", name="Conferma e invia").click()
    expect(page.get_by_role("heading", name="Confermato. Il messaggio è in viaggio.")).to_be_visible()

    theirs = send_mails()
    office.goto(theirs)
    has_no_barrier(office)
    expect(office.get_by_text("metastasi ossee")).to_have_count(0)
    office.get_by_role("button", name="Nachricht öffnen").click()
    expect(office.get_by_text("Mia madre ha metastasi ossee.")).to_be_visible()
    has_no_barrier(office)
    office.get_by_label("Ihre Antwort").fill("Sì. Ci telefoni lunedì.")
    office.get_by_role("button", name="Antwort senden").click()
    expect(office.get_by_role("heading", name="Danke. Diese Nachricht ist abgeschlossen.")).to_be_visible()

    page.goto(send_mails())
    page.get_by_role("button", name="Leggi la risposta").click()
    expect(page.get_by_text("Ci telefoni lunedì.")).to_be_visible()
    has_no_barrier(page)
    page.get_by_role("button", name="Cancella il mio messaggio").click()
    page.get_by_role("button", name="Cancella ora").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Il Suo messaggio è cancellato")
    has_no_barrier(page)

    assert not Enquiry.objects.filter(reference=reference).exists()
    assert phone.cookies() == clinic.cookies() == []
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0


def test_without_a_script_a_message_needs_some_seconds_and_nothing_is_lost(new_context, desk):
    page = new_context(**PHONE, java_script_enabled=False).new_page()
    page.goto(PROFILE)
    page.get_by_role("link", name="Scrivi un messaggio").click()
    fill_in(page, "Senza script.")
    page.get_by_role("button", name="Invia il messaggio").click()
    expect(page.get_by_role("alert")).to_contain_text("I programmi inviano moduli come questo molto in fretta.")
    expect(page.get_by_label("Il Suo messaggio")).to_have_value("Senza script.")
    page.wait_for_timeout(20_000)
    page.get_by_role("button", name="Invia il messaggio").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ancora un passo: la Sua e-mail")
