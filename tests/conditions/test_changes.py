"""What readers are told about the last publications."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import translation

from conditions.changes import recent_changes
from conditions.models import Condition, Section
from desk import workflow
from desk.saving import Marking, content_to_edit, save
from tests.factories import make_condition

pytestmark = pytest.mark.django_db


def publish(condition, day, *, is_minor=False, rows=(), **fields):
    content, _working = content_to_edit(condition, None)
    content["fields"].update(fields)
    for relation, pk, values in rows:
        content["rows"][relation][str(pk)].update(values)
    with time_machine.travel(datetime(2026, 5, day, 12, tzinfo=UTC)):
        save(Condition, condition.pk, content, by=None, marking=Marking(is_minor=is_minor))
        workflow.submit(condition, by=None)
        workflow.publish(condition, by=None)


def told(condition, language="de"):
    with translation.override(language):
        return [(change.day.day, change.parts) for change in recent_changes(condition)]


@pytest.fixture
def condition():
    return make_condition(summary_fr="Vieux.")


def test_the_day_and_the_parts_are_told_newest_first(condition):
    section = Section.objects.create(
        condition=condition, kind="causes", position=1, title_de="Ursachen", body_de="B"
    )
    publish(condition, 1, summary_de="Neu.")
    publish(condition, 2, rows=[("sections", section.pk, {"body_de": "Neu.", "title_de": "Gründe"})])
    assert told(condition) == [(2, ["Gründe"]), (1, ["Zusammenfassung"])]


def test_a_reader_is_told_what_changed_in_the_own_language(condition):
    publish(condition, 1, summary_fr="Neuf.")
    assert told(condition, "fr") == [(1, ["Résumé"])]
    assert told(condition, "de") == []


def test_a_minor_edit_is_not_told(condition):
    publish(condition, 1, is_minor=True, summary_de="Neu.")
    assert told(condition) == []


def test_a_first_publication_is_no_change():
    condition = make_condition(status="draft")
    workflow.submit(condition, by=None)
    workflow.publish(condition, by=None)
    assert told(condition) == []


def test_a_section_that_is_gone_is_not_named(condition):
    section = Section.objects.create(condition=condition, kind="causes", position=1, title_de="T", body_de="B")
    publish(condition, 1, summary_de="Neu.", rows=[("sections", section.pk, {"body_de": "Neu."})])
    section.delete()
    assert told(condition) == [(1, ["Zusammenfassung"])]


def test_the_page_says_it(condition, client):
    for day in range(1, 6):
        publish(condition, day, summary_de=f"Neu {day}.")
    page = " ".join(client.get("/de/conditions/bone-metastases/").content.decode().split())
    assert [f"<dd>{day}. Mai 2026: Zusammenfassung</dd>" in page for day in range(1, 6)] == [
        False,
        False,
        True,
        True,
        True,
    ]
