"""The words that stand for conditions, therapies and so on: any language, any form, parts of compounds."""

import pytest

from directory.search.lexicon import Lexicon

ROWS = [
    ("condition", "bone-metastases", "Knochenmetastasen"),
    ("condition", "bone-metastases", "Métastases osseuses"),
    ("condition", "bone-metastases", "bone mets"),
    ("condition", "bone-metastases", "Ossäre Metastasen"),
    ("therapy", "radiation-therapy", "Strahlentherapie"),
    ("therapy", "radiation-therapy", "Bestrahlung"),
    ("therapy", "surgery", "Operation"),
    ("tumour", "prostate-cancer", "Prostatakrebs"),
    ("specialty", "orthopaedics-trauma", "Knie"),
    ("tumour", "breast-cancer", "Carcinoma della mammella"),
    ("region", "DE-BY", "Bayern"),
    ("region", "DE-HE", "Hessen"),
]


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon(ROWS)


@pytest.mark.parametrize(
    ("word", "values"),
    [
        ("knochenmetastasen", {"condition": ("bone-metastases",)}),
        ("knochenmetastase", {"condition": ("bone-metastases",)}),
        ("metastasen", {"condition": ("bone-metastases",)}),  # at the end of a word
        ("bestrahlungen", {"therapy": ("radiation-therapy",)}),  # plural
        ("operationen", {"therapy": ("surgery",)}),
        ("osseux", {"condition": ("bone-metastases",)}),
        ("mammelle", {"tumour": ("breast-cancer",)}),  # Italian plural
        ("strahl", {"therapy": ("radiation-therapy",)}),  # while typing
        ("met", {"condition": ("bone-metastases",)}),
        ("stra", {"therapy": ("radiation-therapy",)}),
        ("the", {}),  # in the middle, and short
        ("chenmeta", {}),  # in the middle
        ("essen", {}),  # a town, and the end of a region
        ("hess", {"region": ("DE-HE",)}),
        ("della", {}),  # between words
        ("bay", {"region": ("DE-BY",)}),
    ],
)
def test_a_word_means_what_begins_so_contains_it_or_is_another_form_of_it(lexicon, word, values):
    assert lexicon.meaning(word) == values


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("knochenmetastasenbestrahlung", ["knochenmetastasen", "bestrahlung"]),
        ("prostatakrebsoperation", ["prostatakrebs", "operation"]),
        ("bestrahlungsspezialist", ["bestrahlungs", "spezialist"]),  # another form, with a linking s
        ("prostatakrebsbestrahlungsspezialisten", ["prostatakrebs", "bestrahlungs", "spezialisten"]),
        ("bestrahlungsgerat", []),  # a part that nobody knows
        ("metastasen" * 5 + "qqqq", []),  # each time with two ways to go on
        ("bestrahlung" * 18, []),  # longer than any word
        ("operation", []),
    ],
)
def test_a_compound_is_made_of_known_words(lexicon, word, parts):
    assert lexicon.parts(word) == parts


@pytest.mark.parametrize(
    ("word", "ending"),
    [
        ("wirbelmetastasen", "metastasen"),
        ("lungenmetastasen", "metastasen"),
        ("hausbau", ""),
        ("halsknie", "knie"),
    ],
)
def test_of_an_unknown_compound_the_end_is_what_it_is_about(lexicon, word, ending):
    assert lexicon.ending(word) == ending
