"""What the desk asks of long tables is answered by an index, not by reading them."""

import re

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.desk_listings import generate
from conditions.models import Specialty
from desk import long_lists, translation_totals
from directory.admin import ClinicAdmin
from tests.desk_forms import signed_in
from tests.factories import make_condition, make_reference, make_region, make_specialty

pytestmark = pytest.mark.django_db
CLINICS = "/admin/directory/clinic/"


@pytest.fixture
def editor(client):
    return signed_in(client)


CHOSEN_IN = {
    "clinic_search_words": ("directory", "affiliation", "clinic"),
    "specialist_search_words": ("directory", "affiliation", "specialist"),
    "region_words": ("directory", "clinic", "region"),
    "language_words": ("directory", "clinic", "languages"),
    "specialty_words": ("directory", "clinic", "specialties"),
    "condition_words": ("directory", "clinictreatment", "condition"),
    "therapy_words": ("directory", "clinictreatment", "therapies"),
    "primarytumour_words": ("conditions", "cause", "primary_tumour"),
    "reference_words": ("conditions", "citation", "reference"),
}


def searched_with(client, address):
    """The indexes by which PostgreSQL finds what a page asks for where the tables are too long to be read."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
        statements = [query["sql"] for query in queries if " @@ " in query["sql"]]
    with connection.cursor() as cursor:
        for way in ("seqscan", "indexscan", "indexonlyscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        plans = []
        for statement in statements:
            cursor.execute(f"EXPLAIN {statement}")
            plans += [line for (line,) in cursor.fetchall()]
    return set(re.findall(r"Bitmap Index Scan on (\w+)", "\n".join(plans)))


@pytest.mark.parametrize("index", CHOSEN_IN)
def test_an_autocomplete_is_answered_by_an_index(editor, index):
    app, model, field = CHOSEN_IN[index]
    asked = f"term=x&app_label={app}&model_name={model}&field_name={field}"
    assert index in searched_with(editor, f"/admin/autocomplete/?{asked}")


@pytest.mark.parametrize(
    ("kind", "index"),
    [("clinic", "clinic_search_words"), ("specialist", "specialist_search_words"), ("place", "place_words")],
)
def test_a_search_is_answered_by_an_index(editor, kind, index):
    assert index in searched_with(editor, f"/admin/directory/{kind}/?q=x")


@pytest.mark.parametrize(
    ("typed", "field", "found"),
    [
        ("rontgen", "specialties", "X-ray"),
        ("metast oss", "condition", "Bone metastases"),
        ("os-metast", "condition", "Bone metastases"),
        ("10.1016/j.clon", "reference", "Chow E 2012: Fractions"),
        ("de-by", "region", "Bayern (DE-BY)"),
        ("xyzzy", "region", None),
    ],
)
def test_words_are_found_by_their_beginnings_in_every_language(editor, typed, field, found):
    make_specialty("x-ray", name_de="Röntgendiagnostik", name_en="X-ray")
    make_condition("bone", name_de="Knochenmetastasen", name_en="Bone metastases", name_fr="Métastases osseuses")
    make_reference("chow-2012", doi="10.1016/j.clon.2011.11.004")
    make_region("DE-BY")
    app, model = next(place[:2] for place in CHOSEN_IN.values() if place[2] == field)
    asked = {"term": typed, "app_label": app, "model_name": model, "field_name": field}
    results = editor.get("/admin/autocomplete/", asked).json()["results"]
    assert [row["text"] for row in results] == ([found] if found else [])


# Rows

QUERIES = [
    "",
    "p=2",
    "o=1",
    "o=5",
    "o=-5",
    "stage=draft",
    "stage=in-review",
    "stage=published",
    "stage=working",
    "stage=sent-back",
    "stage=not-sent-back",
    "stage=mine",
    "stage=mine-sent-back",
    "check=fresh",
    "check=never",
    "lacks=contact",
    "lacks=coordinates",
    "is_sample__exact=1",
    "offers_second_opinion__exact=1",
    "specialty=f0",
    "specialty=f1",
    "country=DE",
    "country=AT",
    "kind__exact=practice",
    "translations=fr",
    "translations=en-outdated",
    "q=xyzzy",
    "q=weiss+stein",
]
ROWS_READ = """
SELECT coalesce(sum(seq_tup_read + idx_tup_fetch), 0) FROM pg_stat_xact_user_tables
WHERE relid IN (SELECT oid FROM pg_class WHERE reltuples >= 1000)
"""  # of long tables only: a short one is read to its end more cheaply than by any index


def rows_read(client, address):
    with connection.cursor() as cursor:
        cursor.execute(ROWS_READ)
        (before,) = cursor.fetchone()
        assert client.get(address).status_code == 200
        cursor.execute(ROWS_READ)
        return cursor.fetchone()[0] - before


def test_no_page_reads_a_table_to_its_end(client, monkeypatch):
    """Of 3,000 clinics and as many specialists; counted to four, a page needs next to none of them."""
    monkeypatch.setattr(long_lists, "AT_MOST", 4)
    monkeypatch.setattr(translation_totals, "AT_MOST", 4)
    monkeypatch.setattr(ClinicAdmin, "list_per_page", 2)
    generate(3000)
    client.force_login(User.objects.get())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client.get("/admin/")
    common = Specialty.objects.get(slug="f0")
    pages = [f"{CLINICS}?{query}" for query in QUERIES]
    pages += [
        "/admin/",
        f"{CLINICS}deleted/",
        f"/admin/conditions/specialty/{common.pk}/delete/",
        "/admin/directory/place/?q=x",
    ]
    read = {page: rows_read(client, page) for page in pages}
    assert {page: rows for page, rows in read.items() if rows > 2000} == {}


def test_a_missing_translation_is_found_by_an_index_however_rare(client, monkeypatch):
    """Ten of 3,000 clinics lack an English profile; walking through them by name would read nearly all."""
    monkeypatch.setattr(translation_totals, "AT_MOST", 20)
    generate(3000)
    client.force_login(User.objects.get())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    address = f"{CLINICS}?translations=en-missing"
    assert client.get(address).context["cl"].result_count == 10
    assert rows_read(client, address) < 200
