"""Who may import what, and who may do what with the file of somebody else."""

import pytest

from directory.models import ImportRun
from tests.desk_forms import person
from tests.factories import make_account

from .desk import LIST, UPLOAD, act, page, text_of, upload, worked
from .files import ADA, confirmed, imported, make_importer, planned

pytestmark = pytest.mark.django_db
OTHERS = ["Editor", "Medical reviewer", "Translator"]


@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_see_no_imports(role):
    run = planned("specialists", ADA)
    somebody = person("sam", role)
    assert somebody.get(UPLOAD).status_code == 403
    assert somebody.get(LIST).status_code == 403
    assert somebody.get(page(run)).status_code == 404
    for name in ("work", "decide", "confirm", "undo", "discard"):
        assert somebody.post(f"{LIST}{run.pk}/{name}/").status_code == 404
    for name in ("refused", "file"):
        assert somebody.get(f"{LIST}{run.pk}/{name}/").status_code == 404
    assert "/importrun/" not in somebody.get("/admin/").content.decode()


def test_a_stranger_is_sent_to_sign_in(client):
    run = planned("specialists", ADA)
    assert [client.get(address).status_code for address in (UPLOAD, LIST, page(run))] == [302] * 3
    assert client.post(f"{LIST}{run.pk}/confirm/", {"digest": run.digest}).status_code == 302
    assert ImportRun.objects.get().state == "planned"


def test_only_who_uploaded_a_file_decides_confirms_and_discards(manager):
    run = planned("specialists", ADA, by=make_account("max", "Directory manager"))
    assert "Only max, who uploaded the file, can import it." in text_of(manager.get(page(run)))
    for name in ("decide", "confirm", "discard"):
        assert manager.post(f"{LIST}{run.pk}/{name}/", {"digest": run.digest}).status_code == 403
    assert ImportRun.objects.get().state == "planned"


def test_a_colleague_can_undo(manager):
    run = imported("specialists", ADA, by=make_account("max", "Directory manager"))
    act(manager, run, "undo")
    assert "Undone by Mia Muster" in text_of(worked(manager, run))
    response = act(manager, run, "undo")
    assert [str(message) for message in response.context["messages"]] == [
        "This import is not one that can be undone."
    ]


def test_what_is_imported_cannot_be_discarded(manager):
    run = confirmed(planned("specialists", ADA, by=manager.account), by=manager.account)
    assert manager.post(f"{LIST}{run.pk}/discard/").status_code == 403


def test_who_may_import_clinics_only_sees_nothing_of_specialists(client):
    clerk = make_importer("import", model="clinic")
    client.force_login(clerk)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    run = planned("specialists", ADA)
    assert client.get(page(run)).status_code == 404
    assert client.get(LIST).context["cl"].result_count == 0
    assert [value for value, _label in client.get(UPLOAD).context["form"].fields["kind"].choices] == [
        "",
        "clinics",
        "treatments",
    ]
    assert upload(client, ADA).context["form"].errors == {"file": ["You may not import specialists."]}


@pytest.mark.parametrize("name", ["decide", "confirm", "undo", "discard"])
def test_nothing_is_done_by_a_get(manager, name):
    run = planned("specialists", ADA, by=manager.account)
    assert manager.get(f"{LIST}{run.pk}/{name}/").status_code == 405


def test_the_lists_of_listings_lead_to_imports_and_exports(manager):
    html = text_of(manager.get("/admin/directory/clinic/?q=see"))
    assert f'<a href="{UPLOAD}">Import</a>' in html
    assert '<a href="export/?q=see">Export</a>' in html
