"""The largest page of the desk, the form of bone metastases with all its rows, costs what it may and no more."""

import pytest

from conditions.models import Condition
from tests.content import content_database, editable_content  # noqa: F401 fixtures
from tests.desk_forms import form_of, signed_in, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editable_content")]


@pytest.fixture
def editor(client):
    return signed_in(client)


@pytest.fixture
def bone(editor):
    condition = Condition.objects.get(slug="bone-metastases")
    for page in ("change", "review"):
        editor.get(url(condition, page))  # remembers content types
    return condition


@pytest.mark.parametrize(("page", "at_most"), [("change", 65), ("review", 30), ("history", 10), ("preview", 90)])
def test_opening_it(editor, bone, django_assert_max_num_queries, page, at_most):
    address = f"{url(bone, page)}fr/" if page == "preview" else url(bone, page)
    with django_assert_max_num_queries(at_most):
        assert editor.get(address).status_code == 200


def test_saving_it(editor, bone, django_assert_max_num_queries):
    """Django alone would take some 500 statements to find its hundred texts and rows valid once more."""
    data = form_of(editor, url(bone))
    body = next(name for name in data if name.startswith("sections-0-body_de"))
    data |= {"summary_de": f"{data['summary_de']} Neu.", body: f"{data[body]} Neu."}
    with django_assert_max_num_queries(190):
        assert editor.post(url(bone), data).status_code == 302


def test_what_nobody_changed_is_not_asked_for_mistakes_and_what_is_new_is(editor, bone):
    """A citation that was lost since does not keep a typing error elsewhere from being mended."""
    section = bone.sections.first()
    type(section).objects.filter(pk=section.pk).update(body_it="Testo [@gone-1999].")
    data = form_of(editor, url(bone))
    assert editor.post(url(bone), {**data, "summary_it": "Breve."}).status_code == 302
    response = editor.post(url(bone), {**form_of(editor, url(bone)), "sections-0-body_it": "[@gone-1999] altro."})
    errors = [
        error for form in response.context["inline_admin_formsets"][0].formset.errors for error in form.values()
    ]
    assert errors == [["There is no reference with the key “gone-1999”."]]
