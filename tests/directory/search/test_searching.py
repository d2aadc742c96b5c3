"""What people type finds whom they mean; a typing error is forgiven and named."""

import pytest
from django.http import QueryDict

from conditions.models import GlossaryTerm, Synonym, Therapy
from directory.filtering.bitmaps.current import current
from directory.filtering.filterset import ClinicFilterSet, SpecialistFilterSet
from directory.models import Clinic, Specialist
from tests.factories import make_clinic, make_condition, make_specialist, make_specialty, make_therapy

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def directory():
    """Ada Müller irradiates in München, Bela Mahler operates in Graz, Cleo Zyprian is a urologist."""
    names = {"name_de": "Knochenmetastasen", "name_fr": "Métastases osseuses", "also_known_as_en": "Bone mets"}
    bones = make_condition(**names)
    rays = make_therapy("radiation-therapy", name_de="Strahlentherapie", name_it="Radioterapia")
    knife = make_therapy("surgery", name_de="Operation")
    urology = make_specialty("urology", name_de="Urologie")
    Synonym.objects.create(words="Bestrahlung", therapy=rays)
    Synonym.objects.create(words="ossäre Filiae", condition=bones)
    Synonym.objects.create(words="Urologe", specialty=urology)
    GlossaryTerm.objects.create(
        slug="fraction", term_de="Fraktion", term_en="Fraction", definition_de="Teil.", therapy=rays
    )
    munich = make_clinic("ahorn", name="Klinik Ahornfeld", city="München")
    graz = make_clinic("birke", name="Birkenhaus", city="Graz", region="AT-9")
    make_specialist("ada", family_name="Müller", given_name="Ada", at=[munich], treats=[(bones, [rays])])
    make_specialist("bela", family_name="Mahler", given_name="Bela", at=[graz], treats=[(bones, [knife])])
    make_specialist("best", family_name="Best", given_name="Anna")
    make_specialist("cleo", family_name="Zyprian", given_name="Cleo", specialties=[urology])


def asked(text, **others):
    address = QueryDict(mutable=True)
    address.update({"q": text, **others})
    return SpecialistFilterSet(address)


def found(text, **others):
    what = asked(text, **others)
    ids = what.engine.answer(Specialist, what.query).ids
    return sorted(Specialist.objects.filter(pk__in=ids).values_list("slug", flat=True))


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize("is_in_bitmaps", [True, False], ids=["bitmaps", "SQL"])
@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Müller", ["ada"]),
        ("Mueller", ["ada"]),
        ("Muller", ["ada"]),
        ("mull", ["ada"]),
        ("Prof. Dr. med. Ada Müller", ["ada"]),
        ("Ahornfeld", ["ada"]),
        ("Spezialist für Strahlentherapie in München", ["ada"]),
        ("Bestrahlungen", ["ada"]),
        ("radioterapia", ["ada"]),
        ("Fraktionen", ["ada"]),  # by the glossary
        ("bone mets", ["ada", "bela"]),
        ("métastase osseuse", ["ada", "bela"]),
        ("ossäre Filiae", ["ada", "bela"]),
        ("Knochenmetastasenbestrahlung", ["ada"]),
        ("Knochenmetastasen Graz", ["bela"]),
        ("Urologen", ["cleo"]),
        ("Strahlenterapie", ["ada"]),
        ("Knochenmetastsen", ["ada", "bela"]),
        ("Wirbelmetastasen", ["ada", "bela"]),
        ("Ada Graz", []),
        ("Qwertz", []),
        ("dr", []),
        ("Dr. Best", ["ada", "best"]),
        ("Anna Best", ["best"]),
        ("beste Strahlentherapie", ["ada"]),
        ("Prof. Dr. Facharzt", []),
    ],
)
def test_a_text_finds_whom_it_means(text, slugs, is_in_bitmaps, monkeypatch):
    if not is_in_bitmaps:
        monkeypatch.setattr(current, "state", lambda: None)
    assert found(text) == slugs


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize(
    ("text", "slugs", "forgiven"),
    [
        ("Zypriam", ["cleo"], {"zypriam": ("Zyprian",)}),
        ("Zyprain", ["cleo"], {"zyprain": ("Zyprian",)}),  # two letters swapped
        ("Ahronfeldt", ["ada"], {"ahronfeldt": ("Ahornfeld",)}),  # two errors in a long word
        ("Grazz", ["bela"], {"grazz": ("Graz",)}),
        ("Muhler", ["ada", "bela"], {"muhler": ("Mahler", "Müller")}),
        ("Grxxz", [], {"grxxz": ()}),
        ("Graz", ["bela"], {}),
        ("Operaton Grazz", ["bela"], {"operaton": ("Operation",), "grazz": ("Graz",)}),
    ],
)
def test_a_typing_error_is_forgiven_and_what_was_meant_is_said(text, slugs, forgiven):
    assert (found(text), asked(text).reading.forgiven) == (slugs, forgiven)


@pytest.mark.usefixtures("directory")
def test_a_search_never_leaves_the_filters():
    assert found("Zypriam", country="AT") == []
    assert found("Bestrahlung", therapy="surgery") == []
    assert found("Müller", country="DE") == ["ada"]


@pytest.mark.usefixtures("directory")
def test_a_new_name_and_a_new_synonym_are_known_at_once():
    assert (found("Weizenkorn"), found("Gammaknife")) == ([], [])
    make_specialist("dora", family_name="Weizenkorn", given_name="Dora")
    Synonym.objects.create(words="Gammaknife", therapy=Therapy.objects.get(slug="radiation-therapy"))
    assert (found("Weizenkorm"), found("Gammaknife")) == (["dora"], ["ada"])


@pytest.mark.usefixtures("directory")
def test_clinics_are_found_by_their_own_names_and_not_by_those_who_work_there():
    def total(text):
        what = ClinicFilterSet(QueryDict(f"q={text}"))
        return what.engine.total(Clinic, what.query)

    assert (total("Birkenhaus"), total("Birkenhause"), total("Mahler")) == (1, 1, 0)
