"""Headers and words mean one thing, in every language of the desk."""

from collections import defaultdict

import pytest
from django.utils.translation import override

from directory.importing import exporting, headers, vocabulary, words
from directory.importing.kinds import KINDS
from directory.importing.refusals import CellRefusedError, FileRefusedError
from directory.models import Specialist
from directory.models.affiliation import Role
from tests.factories import CHECKED, make_clinic, make_specialist

from .files import outcomes, planned

LANGUAGES = ["de", "en", "fr", "it"]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_no_header_stands_for_two_columns(kind):
    meant = defaultdict(set)
    for column in kind.columns.values():
        for header in column.headers:
            meant[headers.plain(header)].add(column.name)
    assert {header: names for header, names in meant.items() if len(names) > 1} == {}
    assert headers.notes() & meant.keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_is_known_by_its_name(language):
    with override(language):
        assert [vocabulary.choices(Role).find(str(label)) for label in Role.labels] == Role.values


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_export_in_any_language_is_imported_in_another(language):
    make_specialist("ada-muster", at=[make_clinic()], offers_second_opinion=True, is_barrier_free=False, **CHECKED)
    with override(language):
        data = b"".join(exporting.parts(KINDS["specialists"], Specialist.objects.all(), "csv"))
    assert outcomes(planned("specialists", data=data)) == ["unchanged"]


@pytest.mark.parametrize(
    ("cell", "fact"),
    [
        *(
            (word, True)
            for word in ["ja", "JA", "Yes", "oui", "sì", "si", "WAHR", "VRAI", "vero", "true", "1", "x"]
        ),
        *((word, False) for word in ["nein", "No", "non", "FALSCH", "FAUX", "falso", "0"]),
        *(
            (word, None)
            for word in ["unbekannt", "unknown", "inconnu", "sconosciuto", "keine Angabe", "Non précisé"]
        ),
    ],
)
def test_a_fact_is_read_in_four_languages(cell, fact):
    assert words.read_fact(cell) is fact


@pytest.mark.parametrize("cell", ["vielleicht", "peut-être", "in part", "2", "ja?", "teilweise"])
def test_anything_else_is_no_fact(cell):
    with pytest.raises(CellRefusedError):
        words.read_fact(cell)


@pytest.mark.parametrize(
    "cell", ["31.12.2026", "31/12/2026", "31-12-2026", "2026-12-31", "2026-12-31 00:00:00", "2026-12-31T00:00"]
)
def test_a_day_is_read_as_people_and_programs_write_it(cell):
    assert words.read_day(cell) == "2026-12-31"


@pytest.mark.parametrize(
    "cell", ["31.12.26", "12/31/2026", "30.2.2026", "46387", "2026-12-31 14:00", "٣١.١٢.٢٠٢٦", "morgen"]
)
def test_anything_else_is_no_day(cell):
    with pytest.raises(CellRefusedError):
        words.read_day(cell)


@pytest.mark.parametrize("text", ["=1", "'=1", "''=1", "'", "-", "'-", "–", "(leer)", "+49", "text", "'text", ""])
def test_neutralising_goes_both_ways(text):
    cell = words.neutralised(text)
    assert (words.unneutralised(cell), cell[:1] in "=+-@\t\r" and cell != "") == (text, False)


@pytest.mark.parametrize(("language", "quoted"), [("de", "„Sternzeichen“"), ("fr", "«\u00a0Sternzeichen\u00a0»")])
def test_an_unknown_header_is_quoted_as_the_editors_language_does(language, quoted):
    with override(language), pytest.raises(FileRefusedError, match=quoted):
        headers.match(["Sternzeichen"], KINDS["clinics"])
