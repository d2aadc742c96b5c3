"""Who changed what and when, and the way back."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType

from conditions.models import Reviewer, Section
from desk.models import Revision, Step
from desk.workflow import working_version
from tests.desk_forms import form_of, person, url
from tests.factories import make_clinic, make_condition, make_reference, make_specialist, make_therapy

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return person("anna", "Editor", first_name="Anna", last_name="Beispiel")


def save(client, obj, **changed):
    client.post(url(obj), {**form_of(client, url(obj)), **changed})


def versions(obj):
    return [f"{url(obj, 'history')}{revision.pk}/" for revision in Revision.objects.of(obj)]


def test_a_version_shows_what_it_changed_by_field_and_language(editor):
    condition = make_condition(status="draft", summary_fr="Un vieux chiffre.")
    save(editor, condition, summary_fr="Un nouveau chiffre.")
    (newest, _first) = versions(condition)
    page = " ".join(editor.get(newest).content.decode().split())
    assert "Summary · <abbr>FR</abbr>" in page
    assert "Un <del>vieux</del><ins>nouveau</ins> chiffre." in page


def test_any_version_can_come_back(editor):
    condition = make_condition(status="draft", name_de="Erst")
    Section.objects.create(condition=condition, kind="overview", position=1, title_de="T", body_de="B")
    save(editor, condition, name_de="Dann", **{"sections-0-DELETE": "on"})
    save(editor, condition, name_de="Zuletzt")
    editor.post(versions(condition)[-1])
    condition.refresh_from_db()
    assert (condition.name_de, condition.sections.count()) == ("Erst", 1)
    assert [revision.action for revision in Revision.objects.of(condition)] == [
        "restored",
        "changed",
        "changed",
        "found",
    ]


def test_an_old_version_of_a_published_text_comes_back_as_a_working_version(editor, client):
    therapy = make_therapy("surgery", risk_de="Alt.")
    save(editor, therapy, risk_de="Neu.")
    editor.post(versions(therapy)[-1])
    assert working_version(therapy).content["fields"]["risk_de"] == "Alt."


def test_what_refers_to_something_gone_does_not_come_back_and_says_so():
    manager = person("max", "Directory manager")
    clinic = make_clinic("c1")
    ada = make_specialist(at=[clinic])
    save(manager, ada, title="Dr.", **{"affiliations-0-DELETE": "on"})
    clinic.delete()
    answer = manager.post(versions(ada)[-1])
    *_earlier, message = answer.context["messages"]
    assert str(message) == "This version cannot come back. It refers to something that is gone."
    assert ada.affiliations.count() == 0


@pytest.mark.parametrize(("role", "status"), [("Translator", 403), ("Medical reviewer", 302)])
def test_who_may_not_change_it_may_not_restore_it(editor, role, status):
    reference = make_reference()
    save(editor, reference, title="Neu")
    other = person("somebody", role)
    assert other.get(versions(reference)[-1]).status_code == 200
    assert other.post(versions(reference)[-1]).status_code == status


def make_history(editor, versions, steps=1):
    """A therapy with so many versions and steps, the newest one being version number 0."""
    therapy = make_therapy("surgery", status="draft")
    kind = {"content_type": ContentType.objects.get_for_model(therapy), "object_id": therapy.pk}
    then = datetime(2026, 11, 1, tzinfo=UTC)
    Step.objects.bulk_create(
        Step(**kind, action="submitted", by_name="Anna", at=then - timedelta(days=n, hours=1))
        for n in range(steps)
    )
    Revision.objects.bulk_create(
        Revision(**kind, action="changed", content={}, comment=f"Nr. {n}", made_at=then - timedelta(days=n))
        for n in range(versions)
    )
    return therapy


def entries(client, obj, page=""):
    shown = client.get(f"{url(obj, 'history')}?p={page}").context["page"]
    return [getattr(entry, "comment", "step") for entry in shown]


def test_a_history_tells_versions_and_steps_in_one_order(editor):
    therapy = make_history(editor, versions=3, steps=2)
    assert entries(editor, therapy) == ["Nr. 0", "step", "Nr. 1", "step", "Nr. 2"]


@pytest.mark.parametrize(
    ("page", "first", "number"), [("", "Nr. 0", 25), ("2", "Nr. 25", 25), ("3", "Nr. 50", 10), ("x", "Nr. 0", 25)]
)
def test_a_long_history_comes_in_pages(editor, page, first, number):
    shown = entries(editor, make_history(editor, versions=60, steps=0), page)
    assert (shown[0], len(shown)) == (first, number)


def test_the_pages_of_a_history_are_links(editor):
    therapy = make_history(editor, versions=60)
    page = editor.get(f"{url(therapy, 'history')}?p=2").content.decode()
    assert "Page 2 of 3" in page
    assert re.findall(r'<a href="(.*?)" rel="(\w+)"', page) == [("?p=1", "prev"), ("?p=3", "next")]


@pytest.mark.parametrize("number", [1, 3, 60])
def test_a_history_costs_the_same_however_long_it_is(editor, django_assert_num_queries, number):
    address = url(make_history(editor, versions=number, steps=number), "history")
    editor.get(address)  # remembers content types
    with django_assert_num_queries(9) as queries:
        editor.get(address)
    assert [query["sql"] for query in queries if '"content",' in query["sql"]] == []


def test_a_stranger_sees_no_history(client):
    assert client.get(url(make_reference(), "history")).status_code == 302


def test_a_restored_text_keeps_the_review_of_today(editor):
    therapy = make_therapy("surgery", status="draft", next_review_on="2026-01-01")
    save(editor, therapy, risk_de="Neu.")
    type(therapy).objects.update(next_review_on="2027-01-01")
    editor.post(versions(therapy)[-1])
    therapy.refresh_from_db()
    assert str(therapy.next_review_on) == "2027-01-01"


def test_a_restored_reviewer_does_not_get_an_account_back():
    rita = person("rita", "Medical reviewer")
    texts = {"qualification_de": "Q", "conflict_of_interest_de": "C"}
    account = rita.session["_auth_user_id"]
    reviewer = Reviewer.objects.create(slug="r", name="R", account_id=account, **texts)
    save(rita, reviewer, name="Neu", account="")
    rita.post(versions(reviewer)[-1])
    reviewer.refresh_from_db()
    assert (reviewer.name, reviewer.account) == ("R", None)


def test_a_restored_version_does_not_slip_into_a_review_that_was_asked_for_another(editor):
    therapy = make_therapy("surgery", risk_de="Alt.")
    save(editor, therapy, risk_de="Neu.", _submit="1")
    answer = editor.post(versions(therapy)[-1], follow=True)
    assert "Restored as a working version. That of Anna Beispiel was replaced; it stays in the history." in [
        str(message) for message in answer.context["messages"]
    ]
    assert working_version(therapy).state == "draft"
