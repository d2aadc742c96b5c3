"""What an approval of a medical text asks: a physician, a second person, and a look at what is missing."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError

from conditions.models import ConditionTherapy, Reviewer, Section, Symptom, Therapy
from desk.models import TranslationMark
from tests.desk_forms import form_of, person, send, take_step, url
from tests.factories import make_account, make_condition, make_reference, make_reviewer, make_therapy

pytestmark = pytest.mark.django_db

PUBLISHED = ["Published: readers see this version now."]
DAY = {"next_review_on": "2099-01-01"}
CONFIRMED = {"is_incomplete": "on"}
LANGUAGES = ("de", "en", "fr", "it")


@pytest.fixture
def editor():
    return person("anna", "Editor")


@pytest.fixture
def reviewer():
    return person("rita", "Medical reviewer")


@pytest.fixture
def therapy():
    return make_therapy("surgery", status="in-review")


def account_of(client):
    return client.session["_auth_user_id"]


def form(client, obj):
    return client.get(url(obj, "review")).context["page"].form


def approve(client, obj, **chosen):
    """By somebody who did not write it, unless the test says so."""
    if "written_by" not in chosen:
        author = Reviewer.objects.filter(slug="author").first() or make_reviewer("author")
        chosen["written_by"] = author.pk
    return take_step(client, obj, "publish", **DAY, **chosen)


def status(obj):
    obj.refresh_from_db()
    return obj.status


def in_all_languages(**texts):
    return {f"{name}_{code}": text for name, text in texts.items() for code in LANGUAGES}


# Who may be named


def test_only_physicians_are_offered_as_reviewers_and_everybody_as_author(reviewer, therapy):
    physician, team = make_reviewer("rita"), make_reviewer("team", is_physician=False)
    fields = form(reviewer, therapy).fields
    assert list(fields["reviewed_by"].queryset) == [physician]
    assert list(fields["written_by"].queryset) == [physician, team]


def test_who_is_no_physician_is_refused_when_sent_nevertheless(reviewer, therapy):
    team = make_reviewer("team", is_physician=False)
    approve(reviewer, therapy, reviewed_by=team.pk, **CONFIRMED)
    assert status(therapy) == "in-review"


def test_an_own_name_that_is_no_physicians_signs_nothing(reviewer, therapy):
    own = make_reviewer("rita", is_physician=False, account_id=account_of(reviewer))
    other = make_reviewer("other")
    assert list(form(reviewer, therapy).fields["reviewed_by"].queryset) == []
    for chosen in (own, other):
        approve(reviewer, therapy, reviewed_by=chosen.pk, **CONFIRMED)
    assert status(therapy) == "in-review"


def test_a_name_taken_by_another_account_is_not_offered(editor, reviewer, therapy):
    make_reviewer("anna", account_id=account_of(editor))
    assert list(form(reviewer, therapy).fields["reviewed_by"].queryset) == []


def test_a_text_cannot_name_a_reviewer_who_is_no_physician(therapy):
    therapy.reviewed_by = make_reviewer("team", is_physician=False)
    therapy.reviewed_on = "2026-01-01"
    with pytest.raises(ValidationError, match="signed by a physician"):
        therapy.full_clean()


@pytest.mark.parametrize("make", [make_condition, make_therapy])
def test_who_signed_a_review_stays_a_physician(make):
    rita = make_reviewer("rita")
    make("text", reviewed_by=rita, reviewed_on="2026-01-01")
    rita.full_clean()
    rita.is_physician = False
    with pytest.raises(ValidationError, match="only a physician can sign"):
        rita.full_clean()


def test_who_may_approve_says_who_is_a_physician(reviewer):
    team = make_reviewer("team", is_physician=False)
    assert send(reviewer, url(team), {**form_of(reviewer, url(team)), "is_physician": "on"}) == []
    assert Reviewer.objects.get().is_physician


def test_who_may_only_change_names_does_not_say_who_is_a_physician(client):
    clerk = make_account("clerk")
    clerk.user_permissions.set(Permission.objects.filter(codename="change_reviewer"))
    client.force_login(clerk)
    team = make_reviewer("team", is_physician=False)
    data = {**form_of(client, url(team)), "name": "New", "is_physician": "on"}
    assert send(client, url(team), data) == []
    assert Reviewer.objects.values_list("name", "is_physician").get() == ("New", False)


# One person for both


def test_the_same_person_as_author_and_reviewer_is_asked_to_confirm(reviewer, therapy):
    rita = make_reviewer("rita", account_id=account_of(reviewer))
    both = {"written_by": rita.pk, "reviewed_by": rita.pk, **CONFIRMED}
    answer = reviewer.post(url(therapy, "review"), {"step": "publish", **DAY, **both})
    assert answer.context["page"].form.errors == {
        "is_own_text": ["Let somebody else approve it, or confirm that nobody else can."]
    }
    assert status(therapy) == "in-review"
    assert approve(reviewer, therapy, is_own_text="on", **both) == PUBLISHED


def test_who_submitted_the_text_is_warned_at_once(reviewer):
    make_reviewer("rita", account_id=account_of(reviewer))
    therapy = make_therapy("surgery", status="draft")
    take_step(reviewer, therapy, "submit")
    assert "is_own_text" in form(reviewer, therapy).fields


def test_who_submitted_the_text_confirms_it_also_under_another_authors_name(reviewer):
    anna = make_reviewer("anna", is_physician=False)
    rita = make_reviewer("rita", account_id=account_of(reviewer))
    therapy = make_therapy("surgery", status="draft")
    take_step(reviewer, therapy, "submit")
    chosen = {"written_by": anna.pk, "reviewed_by": rita.pk, **CONFIRMED}
    approve(reviewer, therapy, **chosen)
    assert status(therapy) == "in-review"
    assert approve(reviewer, therapy, is_own_text="on", **chosen) == PUBLISHED


def test_two_people_are_asked_nothing(editor, reviewer, therapy):
    anna = make_reviewer("anna", account_id=account_of(editor), is_physician=False)
    rita = make_reviewer("rita", account_id=account_of(reviewer))
    assert "is_own_text" not in form(reviewer, therapy).fields
    assert approve(reviewer, therapy, written_by=anna.pk, reviewed_by=rita.pk, **CONFIRMED) == PUBLISHED


# What is missing


def test_an_empty_condition_is_published_only_on_purpose(reviewer):
    condition = make_condition("bone", status="in-review")
    rita = make_reviewer("rita", account_id=account_of(reviewer))
    assert form(reviewer, condition).fields["is_incomplete"].help_text == (
        "It has no section yet. · No therapy is listed under it. · "
        "No symptom is described, so it shows no urgent signs. · No text cites a source. · "
        "English: 2 missing · French: 2 missing · Italian: 2 missing"
    )
    answer = reviewer.post(url(condition, "review"), {"step": "publish", **DAY, "reviewed_by": rita.pk})
    assert answer.context["page"].form.errors == {
        "written_by": ["This field is required."],
        "is_incomplete": ["Something is missing. Send it back, or confirm that it may."],
    }
    assert status(condition) == "in-review"
    assert approve(reviewer, condition, reviewed_by=rita.pk, **CONFIRMED) == PUBLISHED


def test_an_empty_therapy_is_published_only_on_purpose(reviewer, therapy):
    rita = make_reviewer("rita", account_id=account_of(reviewer))
    assert form(reviewer, therapy).fields["is_incomplete"].help_text == (
        "It is listed under no condition. · No text cites a source. · "
        "English: 7 missing · French: 7 missing · Italian: 7 missing"
    )
    approve(reviewer, therapy, reviewed_by=rita.pk)
    assert status(therapy) == "in-review"
    assert approve(reviewer, therapy, reviewed_by=rita.pk, **CONFIRMED) == PUBLISHED


def hints(client, obj):
    return client.get(url(obj, "review")).context["page"].hints


def test_what_is_missing_is_said_once_on_the_page(editor, reviewer, therapy):
    therapy.risk_fr = therapy.name_fr = "F"
    therapy.save()
    TranslationMark.objects.create(
        content_type=ContentType.objects.get_for_model(Therapy),
        object_id=therapy.pk,
        path="risk",
        language="fr",
        kind="outdated",
        since="2026-01-01",
    )
    said = [
        "It is listed under no condition.",
        "No text cites a source.",
        "English: 7 missing",
        "French: 5 missing, 1 outdated",
        "Italian: 7 missing",
    ]
    assert form(reviewer, therapy).lacking == said
    assert (hints(reviewer, therapy), hints(editor, therapy)) == ([], said)


def test_what_is_outdated_only_is_said_and_not_asked(reviewer):
    make_reference("a-2020")
    texts = dict.fromkeys(["name", "summary", "aim", "explanation", "when_used", "benefit"], "Text.")
    therapy = make_therapy("surgery", **in_all_languages(risk="Belegt [@a-2020].", **texts))
    ConditionTherapy.objects.create(condition=make_condition(), therapy=therapy)
    data = {**form_of(reviewer, url(therapy)), "benefit_de": "Neu.", "_submit": "1"}
    assert send(reviewer, url(therapy), data) == []
    assert "is_incomplete" not in form(reviewer, therapy).fields
    assert hints(reviewer, therapy) == ["English: 1 outdated", "French: 1 outdated", "Italian: 1 outdated"]


def test_nothing_is_asked_of_a_text_that_is_complete(reviewer):
    texts = dict.fromkeys(["name", "summary", "aim", "explanation", "when_used", "benefit"], "Text.")
    therapy = make_therapy("surgery", status="in-review", **in_all_languages(risk="Belegt [@a-2020].", **texts))
    condition = make_condition("bone", status="in-review", **in_all_languages(name="N", summary="S"))
    ConditionTherapy.objects.create(condition=condition, therapy=therapy)
    Section.objects.create(
        condition=condition, kind="overview", position=1, **in_all_languages(title="T", body="Belegt [@a-2020].")
    )
    urgent = in_all_languages(name="N", explanation="E", what_to_do="W")
    Symptom.objects.create(slug="pain", condition=condition, urgency="soon", **urgent)
    rita = make_reviewer("rita", account_id=account_of(reviewer))
    for text in (therapy, condition):
        assert "is_incomplete" not in form(reviewer, text).fields
        assert approve(reviewer, text, reviewed_by=rita.pk) == PUBLISHED
