"""An import at the desk, from upload to undo."""

import pytest

from directory.importing import pages
from directory.models import ImportRun, Specialist
from tests.factories import make_specialist

from .desk import LIST, act, page, text_of, upload, worked
from .files import ADA, csv_bytes, planned, table

pytestmark = pytest.mark.django_db


def test_a_file_is_compared_confirmed_written_and_undone(manager):
    make_specialist("ben-muster", phone="+49 30 1", status="draft")
    response = upload(manager, {**ADA, "slug": ""}, {"slug": "ben-muster", "phone": "+49 30 2"})
    run = ImportRun.objects.get()
    assert response.redirect_chain == [(page(run), 302)]
    response = worked(manager, run)
    assert [(label, number) for _value, label, number, _chosen in response.context["rows"].filters] == [
        ("New", 1),
        ("Changed", 1),
    ]
    assert "<dd><del>+49 30 1</del> <ins>+49 30 2</ins></dd>" in text_of(response)
    assert Specialist.objects.count() == 1
    act(manager, run, "confirm", digest=response.context["run"].digest)
    assert "Undo this import" in text_of(worked(manager, run))
    assert list(Specialist.objects.order_by("slug").values_list("slug", "phone")) == [
        ("ada-muster", ""),
        ("ben-muster", "+49 30 2"),
    ]
    act(manager, run, "undo")
    assert "Undone by Mia Muster" in text_of(worked(manager, run))
    assert list(Specialist.objects.values_list("slug", "phone")) == [("ben-muster", "+49 30 1")]


def test_a_broken_file_says_where_and_leaves_nothing(manager):
    response = upload(manager, data=b"Vorname;Nachname\nAda;Muster\nBen\n")
    assert response.context["form"].errors == {
        "file": ["Line 3: The number of cells (1) is not that of the headers (2)."]
    }
    assert ImportRun.objects.count() == 0


@pytest.mark.parametrize(
    ("rows", "kind", "message"),
    [
        (
            ["Vorname;Fachgebiet", "Ada;Urologie"],
            "",
            "Line 1: The headers do not show what is in the file. Say which kind it is.",
        ),
        (["Vorname;Vorname;Nachname", "Ada;Ada;M"], "specialists", "Line 1: There twice: given name."),
        (
            ["Vorname;Titel", "Ada;Dr."],
            "specialists",
            "Line 1: The rows need short name in addresses, GLN, LANR or GDA-OID, "
            "or else given name and family name.",
        ),
        (["Vorname;;Nachname", "Ada;x;Muster"], "specialists", "Line 2: Column 2 has no header."),
        (["Vorname;Nachname"], "specialists", "There are no rows below the headers."),
    ],
)
def test_headers_that_say_too_little_are_refused_by_name(manager, rows, kind, message):
    response = upload(manager, data="\n".join(rows).encode(), kind=kind)
    assert response.context["form"].errors == {"file": [message]}


def test_unknown_headers_are_refused_with_the_list_of_known_ones(manager):
    response = upload(manager, {"Vorname": "Ada", "Nachname": "M", "Sternzeichen": "Löwe"}, kind="specialists")
    message = response.context["form"].errors["file"][0]
    assert message.startswith(
        "Line 1: Unknown headers: “Sternzeichen”. Known are: short name in addresses, GLN, LANR"
    )


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (["Vorname", "NACHNAME", "Facharztbezeichnungen"], None),
        (["Prénom", "Nom de famille", "Telefono"], "specialists"),
        (["given_name", "family name", "phone"], "specialists"),
        (["Klinik", "PLZ", "Ort", "Kanton", "kind"], "clinics"),
        (["specialist", "clinic", "role"], "affiliations"),
        (["clinic", "condition", "therapies"], "treatments"),
    ],
)
def test_headers_are_known_in_any_language_and_show_the_kind(manager, headers, kind):
    upload(manager, data=f"{';'.join(headers)}\n{';'.join('x' for _ in headers)}\n".encode())
    assert [run.kind for run in ImportRun.objects.all()] == ([kind] if kind else [])


def test_the_refused_rows_come_back_with_their_reasons_and_can_be_sent_again(manager):
    run = planned("specialists", {**ADA, "phone": "siehe Website"}, by=manager.account)
    answer = manager.get(f"{LIST}{run.pk}/refused/")
    data = b"".join(answer.streaming_content)
    assert data.decode("utf-8-sig").splitlines() == [
        "Line;Reason;given name;family name;telephone",
        "2;A telephone number has digits, spaces and + ( ) / - only.;Ada;Muster;siehe Website",
    ]
    upload(manager, data=data.replace(b"siehe Website", b"+49 30 1"))
    assert worked(manager, ImportRun.objects.first()).context["run"].counts == {"new": 1}


def test_the_uploaded_file_can_be_had_again(manager):
    upload(manager, ADA, name="ärzte.csv")
    run = ImportRun.objects.get()
    response = manager.get(f"{LIST}{run.pk}/file/")
    assert response.content == csv_bytes(table(ADA))
    assert response.headers["Content-Disposition"] == "attachment; filename*=utf-8''%C3%A4rzte.csv"


def test_duplicates_are_decided_on_the_page(manager):
    ada = make_specialist("ada-muster", phone="+49 30 1")
    upload(manager, {**ADA, "phone": "+49 30 2"}, {**ADA, "phone": "+49 30 3"})
    run = ImportRun.objects.get()
    response = worked(manager, run)
    assert "The same as Ada Muster" in text_of(response)
    first, second = run.rows.order_by("line")
    response = act(manager, run, "decide", **{f"row-{first.pk}": f"same-{ada.pk}", f"row-{second.pk}": "skip"})
    assert response.context["run"].counts == {"changed": 1, "skipped": 1}
    response = act(manager, run, "decide", **{f"row-{second.pk}": "skip", "all": "new"})
    assert response.context["run"].counts == {"changed": 1, "new": 1}


def test_a_confirmation_of_something_else_is_not_one(manager):
    upload(manager, ADA)
    run = ImportRun.objects.get()
    worked(manager, run)
    response = act(manager, run, "confirm", digest="something else")
    assert [str(message) for message in response.context["messages"]] == [
        "This is not any more what you saw. Please look again."
    ]
    assert Specialist.objects.count() == 0


def test_a_setback_is_shown_with_the_new_comparison(manager):
    upload(manager, ADA)
    run = ImportRun.objects.get()
    digest = worked(manager, run).context["run"].digest
    make_specialist("ada-muster")
    act(manager, run, "confirm", digest=digest)
    text = text_of(worked(manager, run))
    assert "The directory was changed since the comparison. Nothing was written; please look again." in text
    assert "The same as Ada Muster" in text


def test_a_file_can_be_discarded_until_it_is_imported(manager):
    upload(manager, ADA)
    run = ImportRun.objects.get()
    worked(manager, run)
    act(manager, run, "discard")
    assert ImportRun.objects.count() == 0


def test_progress_goes_on_by_itself_and_can_be_paused(manager):
    upload(manager, ADA)
    run = ImportRun.objects.get()
    assert manager.get(page(run)).headers["Refresh"] == f"1; url={LIST}{run.pk}/work/"
    paused = manager.get(page(run), {"paused": ""})
    assert "Refresh" not in paused.headers
    assert act(manager, run, "work").context["run"].state == "planned"


def test_rows_are_shown_by_outcome_and_page(manager, monkeypatch):
    monkeypatch.setattr(pages, "PER_PAGE", 2)
    make_specialist("ben-muster", phone="+49 30 1")
    rows = [{"slug": f"cora-{n}", "given_name": "Cora", "family_name": f"M{n}", "phone": ""} for n in "abc"]
    upload(manager, *rows, {"slug": "ben-muster", "phone": "siehe Website"})
    run = ImportRun.objects.get()
    worked(manager, run)

    def lines(**query):
        return [shown.row.line for shown in manager.get(page(run), query).context["rows"].shown]

    assert (lines(), lines(p=2)) == ([2, 3], [4, 5])
    assert (lines(outcome="new"), lines(outcome="new", p=2), lines(outcome="refused")) == ([2, 3], [4], [5])


def test_statements_of_the_page_do_not_grow(manager, django_assert_num_queries):
    def statements(number):
        rows = [
            {"given_name": "Ada", "family_name": f"M{chr(97 + n)}", "status": "published"} for n in range(number)
        ]
        run = planned("specialists", *rows, by=manager.account)
        manager.get(page(run))
        with django_assert_num_queries(7):
            manager.get(page(run))

    statements(1)
    statements(3)
