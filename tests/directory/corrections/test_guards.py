"""What stands before the form: where it comes from, whether this site gave it out, and how many there are."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from directory.corrections import limits
from directory.corrections.page import about
from directory.corrections.purging import purge
from directory.models import Correction, Specialist
from intake import form_token
from intake.limits import TooManyError
from intake.models import FloodCount
from tests.factories import make_clinic, make_specialist
from tests.reader_forms import controls

from .sending import errors_of, opened, post, send

pytestmark = pytest.mark.django_db

OLD = "The form was open for long, or the page has changed since. Please check your text and send it again."


# Where it comes from


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "https://testserver"},
    ],
)
def test_a_form_from_another_site_is_refused_with_its_text(client, ada, headers):
    data = {**opened(client, ada, "gone"), "remark": "She left."}
    response = post(client, ada, "gone", data, **headers)
    assert response.status_code == 403
    assert errors_of(response) == {
        "__all__": ["This form was sent from another site. Please check it and send it."]
    }
    assert controls(response.content.decode())["remark"] == "She left."
    assert not Correction.objects.exists()


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}, {}])
def test_a_form_from_this_site_is_taken(client, ada, headers):
    assert post(client, ada, "gone", opened(client, ada, "gone"), **headers).status_code == 302


# Whether this site gave it out


def test_a_token_is_good_for_half_a_day_and_then_renewed(client, ada):
    with time_machine.travel("2026-11-22 10:00Z", tick=False) as now:
        data = {**opened(client, ada, "gone"), "remark": "She left."}
        now.shift(timedelta(hours=12, seconds=1))
        response = post(client, ada, "gone", data)
        assert errors_of(response) == {"__all__": [OLD]}
        again = controls(response.content.decode())
        assert again["remark"] == "She left."
        assert post(client, ada, "gone", again).status_code == 302


@pytest.mark.parametrize(
    "token",
    [
        lambda own, ada: "",
        lambda own, ada: own[:-1] + ("A" if own[-1] != "A" else "B"),
        lambda own, ada: "é" * 10_000,
        lambda own, ada: form_token.make(about(ada, "phone", "+49 89 1")),
        lambda own, ada: form_token.make(about(make_specialist("bo-muster"), "gone", "")),
        lambda own, ada: form_token.make(about(make_clinic(pk=ada.pk), "gone", "")),
    ],
    ids=["none", "forged", "garbage", "other statement", "other specialist", "clinic of the same number"],
)
def test_a_token_is_good_for_its_own_form_only(client, ada, token):
    data = opened(client, ada, "gone")
    response = post(client, ada, "gone", {**data, "token": token(data["token"], ada)})
    assert errors_of(response) == {"__all__": [OLD]}
    assert not Correction.objects.exists()


def test_a_reader_is_told_when_the_page_changed_under_the_form(client, ada):
    data = {**opened(client, ada, "phone"), "phone": "+49 89 2"}
    ada.phone = "+49 89 3"
    ada.save()
    response = post(client, ada, "phone", data)
    assert errors_of(response) == {"__all__": [OLD]}
    assert response.context["page"].says == "+49 89 3"
    post(client, ada, "phone", controls(response.content.decode()))
    [kept] = Correction.objects.all()
    assert (kept.stated, kept.proposed) == ("+49 89 3", {"phone": "+49 89 2"})


# Once


def test_pressing_twice_is_one_record(client, ada):
    data = opened(client, ada, "gone")
    ways = {post(client, ada, "gone", data).headers["Location"] for _ in range(3)}
    assert len(ways) == 1
    assert Correction.objects.count() == 1
    assert set(FloodCount.objects.values_list("count", flat=True)) == {1}


def test_going_back_and_writing_something_else_is_another_record(client, ada):
    data = opened(client, ada, "gone")
    for remark in ("One", "Two"):
        assert post(client, ada, "gone", {**data, "remark": remark}).status_code == 302
    assert Correction.objects.count() == 2


def test_a_race_for_the_same_key_is_one_record_and_no_error(client, ada, monkeypatch):
    """The second request looks before the first has written."""
    data = opened(client, ada, "gone")
    post(client, ada, "gone", data)
    monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda self: False)
    assert post(client, ada, "gone", data).status_code == 302
    assert Correction.objects.count() == 1


# How many


@pytest.fixture
def now():
    with time_machine.travel("2026-11-22 10:20Z", tick=False) as traveller:
        yield traveller


def count(number, network="192.0.2.1", listing=None):
    for _ in range(number):
        limits.count(network, listing)


@pytest.mark.parametrize(("hour", "seconds"), [(10, 40 * 60), (23, 40 * 60)])
def test_an_address_may_send_ten_an_hour(client, ada, now, hour, seconds):
    now.shift(timedelta(hours=hour - 10))
    count(10, "127.0.0.1", ada)
    response = send(client, ada, "gone", "en", remark="She left.")
    assert (response.status_code, response.headers["Retry-After"]) == (429, str(seconds))
    assert errors_of(response) == {
        "__all__": ["Many messages came in a short time. Your text is kept here: please send it in 40 minutes."]
    }
    assert not Correction.objects.exists()
    now.shift(timedelta(minutes=40))
    assert post(client, ada, "gone", controls(response.content.decode())).status_code == 302


@pytest.mark.parametrize("language", ["de", "en", "fr", "it", "ar"])
def test_the_limit_is_explained_in_the_readers_language(client, ada, now, language):
    count(10, "127.0.0.1", ada)
    html = send(client, ada, "gone", language).content.decode()
    assert f'<html lang="{language}"' in html
    assert "40" in html[html.index('role="alert"') :].partition("</ul>")[0]


@pytest.mark.parametrize(
    ("number", "hours", "step"),
    [(30, 3, "network"), (20, 2, "listing"), (300, 5, "all")],
    ids=["network", "listing", "all"],
)
def test_there_is_a_limit_a_day(ada, now, number, hours, step):
    """Sent over some hours, so that no limit an hour is met."""
    each = number // hours
    for hour in range(hours):
        for n in range(each):
            network = "192.0.2.1" if step == "network" else f"198.51.{hour}.{n}"
            listing = ada if step == "listing" else Specialist(pk=1000 * hour + n + 1)
            limits.count(network, listing)
        now.shift(timedelta(hours=1))
    with pytest.raises(TooManyError) as refusal:
        limits.count("192.0.2.1", ada)
    end = timezone.now().replace(hour=0, minute=0) + timedelta(days=1)
    assert refusal.value.seconds == (end - timezone.now()).total_seconds()
    now.move_to(end)
    limits.count("192.0.2.1", ada)


def test_a_refusal_is_not_counted(client, ada, now):
    count(10, "127.0.0.1", ada)
    before = list(FloodCount.objects.values_list("limit", "count"))
    send(client, ada, "gone")
    assert list(FloodCount.objects.values_list("limit", "count")) == before


def test_one_address_does_not_use_up_what_others_may_send(client, ada, now):
    count(10, "192.0.2.1", ada)
    assert send(client, ada, "gone").status_code == 302


def test_a_form_that_is_refused_is_not_counted(client, ada):
    send(client, ada, "phone")
    assert not FloodCount.objects.exists()


def test_no_address_is_kept_and_each_day_has_its_own_hash(ada, now):
    subjects = []
    for _ in range(2):
        limits.count("192.0.2.1", ada)
        [subject] = set(
            FloodCount.objects.filter(limit="correction-network-day").values_list("subject", flat=True)
        )
        subjects.append(subject)
        now.shift(timedelta(days=1))
    assert [len(subject) for subject in subjects] == [32, 32]
    assert subjects[0] != subjects[1]
    assert not FloodCount.objects.filter(subject__contains="192.0.2.1").exists()


def test_what_is_past_is_not_counted_any_longer_and_forgotten(ada, now):
    count(1, "192.0.2.1", ada)
    now.shift(timedelta(hours=1))
    assert purge() == (0, 0, 2)
    assert set(FloodCount.objects.values_list("limit", flat=True)) == {
        "correction-network-day",
        "correction-listing-day",
        "correction-all-day",
    }
    now.shift(timedelta(days=1))
    count(1, "192.0.2.1", ada)
    assert {row.count for row in FloodCount.objects.all()} == {1}
    assert FloodCount.objects.count() == 5
