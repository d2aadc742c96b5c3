"""The list says what it made of a text; suggestions come while it is typed."""

import html
import re
import unicodedata
from urllib.parse import urlencode

import pytest

from directory.filtering.bitmaps.current import current
from tests.directory.places.files import make_town
from tests.factories import make_clinic, make_condition, make_specialist, make_therapy

pytestmark = pytest.mark.django_db(transaction=True)
LIST, SUGGESTIONS = "/en/specialists/", "/en/suggestions/specialists/"
NEARLY = "Shown is what is spelled nearly so:"
PART = "Shown is what “strahlentherapie” means."


@pytest.fixture
def directory():
    bones = make_condition(name_de="Knochenmetastasen")
    rays = make_therapy("radiation-therapy", name_de="Strahlentherapie")
    graz = make_clinic("birke", name="Birkenhaus", city="Graz", region="AT-9", latitude=47.07, longitude=15.44)
    make_specialist("ada", family_name="Müller", given_name="Ada", at=[graz], treats=[(bones, [rays])])
    make_specialist("bela", family_name="Mahler", given_name="Bela", at=[graz], treats=[(bones, [])])


def texts(page):
    return [html.unescape(" ".join(re.sub("<[^>]*>", " ", part).split())) for part in page]


def notices(client, text, **others):
    page = client.get(f"{LIST}?{urlencode({'q': text, **others})}").content.decode()
    return texts(re.findall(r'<p class="notice" data-(?:forgiven|did-you-mean).*?</p>', page, re.S))


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Müller", []),
        ("Strahlenterapie", [f"Nothing is called “Strahlenterapie”. {NEARLY} Strahlentherapie (1)"]),
        ("MUHLER", [f"Nothing is called “MUHLER”. {NEARLY} Mahler (1) , Müller (1)"]),
        ("Grxxz", ["Nothing is called “Grxxz”."]),
        ("Leberstrahlentherapie", [f"Nothing is called “Leberstrahlentherapie”. {PART}"]),
    ],
)
def test_the_list_says_what_was_forgiven(client, text, said):
    assert notices(client, text) == said


@pytest.mark.usefixtures("directory")
def test_a_decomposed_umlaut_is_the_letter_that_it_shows(client):
    assert notices(client, unicodedata.normalize("NFD", "Mülller")) == [
        f"Nothing is called “Mülller”. {NEARLY} Müller (1)"
    ]


@pytest.mark.usefixtures("directory")
def test_where_nothing_is_found_another_spelling_is_offered_that_finds_something(client):
    make_specialist("moller", family_name="Möller", given_name="Mia")
    assert notices(client, "Möller Graz") == ["Did you mean: Müller Graz (1)"]
    assert notices(client, "Möller Graz", therapy="surgery") == []


def options(client, text, **others):
    page = client.get(f"{SUGGESTIONS}?{urlencode({'q': text, **others}, doseq=True)}").content.decode()
    groups = re.findall(r'<div role="group".*?</div>', page, re.S)
    return {
        texts(re.findall(r'<p class="title".*?</p>', group))[0]: texts(re.findall(r"<a role.*?</a>", group))
        for group in groups
    }


@pytest.mark.usefixtures("directory")
def test_suggestions_are_what_is_treated_then_people_then_places(client):
    make_town(1, "Graz", "AT-9", 47.06667, 15.45, 222326)
    make_town(2, "Gramatneusiedl", "AT-9", 48.02, 16.48, 3000, "Grazdorf")  # nobody is near
    people = ["Bela Mahler Graz", "Ada Müller Graz"]
    assert options(client, "graz") == {"People": people, "Nearby": ["Graz Wien 2"]}
    assert options(client, "strah") == {"Illness and treatment": ["Strahlentherapie Therapy 1"]}
    assert options(client, "Graz West") == {}
    assert options(client, "mul") == {"People": ["Ada Müller Graz"]}
    assert options(client, "birk") == {"People": people}


@pytest.mark.parametrize("is_in_bitmaps", [True, False], ids=["bitmaps", "SQL"])
def test_whose_own_name_begins_so_comes_before_those_who_work_there(client, is_in_bitmaps, monkeypatch):
    if not is_in_bitmaps:
        monkeypatch.setattr(current, "state", lambda: None)
    house = make_clinic("zyp", name="Zypressenhaus", city="Graz", region="AT-9")
    for number in range(25):
        make_specialist(f"a{number}", family_name=f"Aal{number:02}", given_name="Ada", at=[house])
    make_specialist("zypern", family_name="Zypern", given_name="Zoe", at=[house])
    people = options(client, "zyp")["People"]
    assert (people[0], len(people)) == ("Zoe Zypern Graz", 5)
    assert options(client, "zoe zyp") == {"People": ["Zoe Zypern Graz"]}


@pytest.mark.usefixtures("directory")
def test_suggestions_stay_within_the_filters(client):
    assert options(client, "mul", country="DE") == {}
    assert options(client, "strah", country="DE") == {}
    assert options(client, "strah", country="AT") == {"Illness and treatment": ["Strahlentherapie Therapy 1"]}
    found = options(client, "knoch", therapy="radiation-therapy")
    assert found == {"Illness and treatment": ["Knochenmetastasen Condition 1"]}


@pytest.mark.usefixtures("directory")
def test_a_suggestion_keeps_the_question_and_the_readers_list(client):
    page = client.get(f"{SUGGESTIONS}?q=strah&country=AT&specialist=bela&page=3").content.decode()
    (address,) = re.findall(r'href="([^"]*)"', page)
    assert html.unescape(address) == f"{LIST}?country=AT&therapy=radiation-therapy&specialist=bela"


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize("text", ["", "m", "!!", "\x00", "a" * 300])
def test_nothing_is_suggested_for_next_to_nothing(client, text):
    make_town(1, "Graz", "AT-9", 47.06667, 15.45, 222326)
    assert options(client, text) == {}
