"""All content and sample listings that ./run loads, in a database of their own beside the test database.

Made once a session, as a copy of the migrated test database, so that no other test pays for it and none can
spoil it. A module that asks for `content` talks to it; a module that asks for `editable_content` gets a fresh
copy in which it may commit. Nothing is kept between sessions, so --reuse-db never meets old content.
"""

import functools
import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

LANGUAGES = ["de", "en", "fr", "it", "ar"]

# One address of every type of page, without its language.
PAGES = {
    "home": "",
    "about": "about/",
    "order": "about/order/",
    "imprint": "imprint/",
    "privacy": "privacy/",
    "accessibility": "accessibility/",
    "editorial policy": "editorial-policy/",
    "listing policy": "listing-policy/",
    "conditions": "conditions/",
    "condition": "conditions/bone-metastases/",
    "therapies": "therapies/",
    "therapy": "therapies/radiation-therapy/",
    "glossary": "glossary/",
    "specialists": "specialists/",
    "specialists, second page": "specialists/?page=2",
    "specialists, filtered": "specialists/?country=CH&therapy=radiation-therapy&second_opinion=yes&q=Z%C3%BCrich",
    "specialists, unknown value": "specialists/?country=XX&country=CH&therapy=surgery&second_opinion=yes",
    "specialists, nobody": "specialists/?region=AT-8&therapy=radionuclide-therapy",
    "specialist": "specialists/zoltan-kerekeshazi/",
    "specialist, found by filter": "specialists/zoltan-kerekeshazi/?country=DE&language=it&second_opinion=yes",
    "clinics": "clinics/",
    "clinics, nowhere": "clinics/?region=AT-8&therapy=radionuclide-therapy",
    "clinic": "clinics/universitaetsklinikum-ahornfeld/",
    "map": "map/specialists/",
    "map, filtered": "map/clinics/?region=CH-ZH&therapy=radiation-therapy",
    "shortlist": "shortlist/?specialist=zoltan-kerekeshazi&clinic=universitaetsklinikum-ahornfeld&clinic=gone",
    "shortlist, nobody": "shortlist/",
    "correction": "clinics/universitaetsklinikum-ahornfeld/correction/",
    "correction of a number": "specialists/zoltan-kerekeshazi/correction/?fact=phone",
    "correction of a fact": "specialists/zoltan-kerekeshazi/correction/?fact=offers_second_opinion",
    "enquiry": "clinics/universitaetsklinikum-ahornfeld/enquiry/",
    "enquiry by way of a clinic": "specialists/zoltan-kerekeshazi/enquiry/?condition=bone-metastases",
    "enquiry sent": "enquiries/7KQ4-M2PX/sent/",
    "correction of an address": "clinics/universitaetsklinikum-ahornfeld/correction/?fact=address",
    "objection": "specialists/zoltan-kerekeshazi/objection/",
    "objection, form": "specialists/zoltan-kerekeshazi/objection/?subject=objection",
    "what is stored": "clinics/universitaetsklinikum-ahornfeld/objection/?subject=access",
    "feedback": "accessibility/feedback/",
    "contact": "contact/",
}
TAKES_POST = re.compile(r"/correction/|/enquiry/|/objection/|^contact/|/feedback/")
HAS_TOKEN = re.compile(r"/correction/\?|/enquiry/|/objection/\?|^contact/|/feedback/")  # another one each time


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    html: str


@functools.cache
def first_visit(address):
    """What a reader gets who was never here. Asked once a session: it depends on nothing but the address."""
    response = Client().get(address)
    cookies = {"Set-Cookie": str(response.cookies)} if response.cookies else {}
    return Answer(response.status_code, {**response.headers, **cookies}, response.content.decode())


@pytest.fixture(scope="session")
def content_database(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return _content_database()


@pytest.fixture(scope="module")
def content(content_database):
    with connected_to(content_database):
        yield


@pytest.fixture(scope="module")
def editable_content(content_database, django_db_blocker):
    name = f"{content_database}_edited"
    with django_db_blocker.unblock():
        copy_database(content_database, name)
    with connected_to(name):
        yield


@functools.cache
def _content_database():
    original = connection.settings_dict["NAME"]
    assert original.startswith("test_"), "pytest-django makes a database for tests only that are marked django_db"
    name = f"{original}_content"
    copy_database(original, name)
    with connected_to(name):
        call_command("loaddata", *sorted((Path(settings.BASE_DIR) / "fixtures").rglob("*.yaml")), verbosity=0)
    return name


def copy_database(original, copy):
    """As quick as copying files. PostgreSQL wants nobody to be connected to the original meanwhile."""
    connection.close()
    original, copy = connection.ops.quote_name(original), connection.ops.quote_name(copy)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {copy} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {copy} TEMPLATE {original}")


@contextmanager
def connected_to(name):
    """All threads' new connections lead there: they share this one dictionary."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
