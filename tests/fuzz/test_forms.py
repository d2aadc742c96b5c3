"""Whatever is sent to a form for readers: an answer below 500, in valid HTML, that reflects nothing raw."""

import itertools
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.models import Specialist
from enquiries import access, steps
from enquiries.outbox import worker
from intake.models import FloodCount
from tests.enquiries.sending import make_enquiry
from tests.reader_forms import FORM, controls, names

from .checks import ask, check
from .payloads import quoted, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

FUZZ = settings.get_profile("fuzz")
ZOLTAN, CLINIC = "/en/specialists/zoltan-kerekeshazi/", "/fr/clinics/universitaetsklinikum-ahornfeld/"
FORMS = {
    "correction of a number": f"{ZOLTAN}correction/?fact=phone",
    "correction of a fact": f"{ZOLTAN}correction/?fact=offers_second_opinion",
    "correction of an address": f"{CLINIC}correction/?fact=address",
    "correction of anything": f"{CLINIC}correction/?fact=other",
    "enquiry": f"{ZOLTAN}enquiry/",
    "enquiry to a clinic": f"{CLINIC}enquiry/",
    "objection": f"{ZOLTAN}objection/?subject=objection",
    "request": f"{CLINIC}objection/?subject=access",
    "barrier": "/de/accessibility/feedback/",
    "letter": "/it/contact/",
}
ACTIONS = ["confirm", "read", "ask-to-delete", "delete", "open", "answer", "replied", "decline", "renew"]
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "HTTP_ORIGIN": words.map(lambda value: value.decode("latin-1")),
        "HTTP_SEC_FETCH_SITE": st.sampled_from(["same-origin", "cross-site", "none", "x" * 500]),
        "content_type": st.sampled_from([FORM, "multipart/form-data", "application/json", "text/plain", ""]),
        "CONTENT_LENGTH": st.sampled_from(["", "-1", "0", "9" * 5000, "²", "x"]),
    },
)
BODIES = st.one_of(
    st.binary(max_size=300),
    words.map(lambda one: one * 3000),
    words.map(lambda one: one + b"=&" * 2000),
)
networks = (f"198.51.{a}.{b}" for a, b in itertools.cycle(itertools.product(range(256), range(256))))


WRITTEN = {"reply_to": "r@example.org", "email": "r@example.org", "phone": "+49 30 23125 009", "consent": "on"}
CHOSEN = {"writes_as": "patient", "reply_by": "email", "capacity": "self"}
KEPT = ("subject", "proof", "token", "condition", "therapy")  # as the page gave them


def filled_in(html):
    """{name: value} of a form that would be taken."""
    data = controls(html) | {name: value for name, value in CHOSEN.items() if name in names(html)}
    data |= {"consent": "on"} if "consent" in names(html) else {}
    filled = {name: value or WRITTEN.get(name, "x") for name, value in data.items() if name not in KEPT}
    return data | filled | {name: WRITTEN[name] for name in WRITTEN.keys() & filled.keys()}


def changes(fields):
    """What becomes of each control: other bytes, twice, or nothing; and controls that nobody asked for."""
    change = st.one_of(st.none(), words, st.lists(words, min_size=2, max_size=3))
    return st.tuples(
        st.dictionaries(st.sampled_from(sorted(fields)), change, max_size=4),
        st.lists(st.tuples(words, words), max_size=2),
    )


def body_of(data, changed, more):
    pairs = []
    for name, value in data.items():
        new = changed.get(name, value.encode())
        for one in new if isinstance(new, list) else [] if new is None else [new]:
            pairs.append((name.encode(), one))
    return quoted([*pairs, *more]).encode()


@pytest.mark.parametrize("address", FORMS.values(), ids=FORMS)
def test_nothing_that_is_sent_breaks_a_form(address):
    client = Client(raise_request_exception=False)
    with time_machine.travel(timezone.now() - timedelta(minutes=1), tick=False):  # nobody writes in a second
        filled = filled_in(client.get(address).content.decode())
    FloodCount.objects.all().delete()
    assert ask(client, "POST", address, body_of(filled, {}, []), REMOTE_ADDR=next(networks)).status_code == 302

    @settings(FUZZ, max_examples=2 * FUZZ.max_examples)
    @given(changed=changes(filled), headers=HEADERS)
    def send(changed, headers):
        FloodCount.objects.all().delete()
        ask(client, "POST", address, body_of(filled, *changed), REMOTE_ADDR=next(networks), **headers)

    send()


@pytest.mark.parametrize("address", FORMS.values(), ids=FORMS)
def test_no_body_breaks_a_form(address):
    client = Client(raise_request_exception=False)

    @settings(FUZZ)
    @given(body=BODIES, headers=HEADERS)
    def send(body, headers):
        ask(client, "POST", address, body, **headers)

    send()


@pytest.mark.parametrize("link", [access.sender_url, lambda enquiry: access.recipient_url(enquiry, "de")])
def test_nothing_that_is_sent_breaks_a_page_behind_a_link(link):
    client = Client(raise_request_exception=False)
    zoltan = Specialist.objects.get(slug="zoltan-kerekeshazi")
    enquiry = make_enquiry(zoltan, recipient="kontakt@universitaetsklinikum-ahornfeld.example.org")
    steps.confirm(enquiry.reference)
    worker.drain()
    address = link(enquiry).removeprefix("https://konsil.example.org")

    @settings(FUZZ, max_examples=2 * FUZZ.max_examples)
    @given(
        pressed=st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=3),
        text=words,
        more=st.lists(st.tuples(words, words), max_size=2),
    )
    def press(pressed, text, more):
        with transaction.atomic():
            for action in pressed:  # each sees what the one before did
                pairs = [(b"action", action.encode()), (b"text", text), *more]
                check(client.post(address, quoted(pairs).encode(), content_type=FORM))
            transaction.set_rollback(True)

    press()
