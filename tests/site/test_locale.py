"""Every text of the interface is translated, and the compiled catalogues are current. Needs no system gettext."""

import re
from gettext import GNUTranslations
from io import BytesIO

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

from config.management.commands.compile_messages import catalogues, compiled
from tests.factories import make_condition, make_language, make_specialist, make_therapy, make_tumour

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|<[^>]+>")
translated_languages = pytest.mark.parametrize("language", ["de", "fr", "it"])


def texts_in(code):
    """{(context, text or (singular, plural))} marked for translation in Python code."""
    found = extract("python", BytesIO(code.encode()), keywords=KEYWORDS)
    return {(context, text) for _line, text, _comments, context in found}


def texts_of_the_site():
    code = [
        path.read_text()
        for app in ("conditions", "config", "desk", "directory", "enquiries", "intake", "legal")
        for path in files(app, "*.py")
    ]
    templates = [
        templatize(path.read_text(), path.name)
        for pattern in ("*.html", "*.txt")
        for path in files("templates", pattern)
    ]
    flat = ["\n".join(line.strip() for line in template.splitlines()) for template in templates]
    return set().union(*map(texts_in, [*code, *flat]))


def files(folder, pattern):
    return sorted((settings.BASE_DIR / folder).rglob(pattern))


def catalogue(language):
    path = settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def messages(language):
    return [message for message in catalogue(language) if message.id]


def in_all_forms(text):
    return [text] if isinstance(text, str) else list(text)


@translated_languages
def test_every_text_is_translated(language):
    done = {
        (message.context, message.id)
        for message in messages(language)
        if not message.fuzzy and all(in_all_forms(message.string))
    }
    assert texts_of_the_site() - done == set()


@translated_languages
def test_no_translation_is_left_over(language):
    known = {(message.context, message.id) for message in messages(language)}
    assert known - texts_of_the_site() == set()
    assert not catalogue(language).obsolete


@translated_languages
def test_translations_keep_placeholders_and_markup(language):
    for message in messages(language):
        expected = sorted(PLACEHOLDER.findall(in_all_forms(message.id)[-1]))
        for text in in_all_forms(message.string):
            assert sorted(PLACEHOLDER.findall(text)) == expected, message.id


def test_french_punctuation_never_stands_alone_on_a_line():
    for message in messages("fr"):
        for text in in_all_forms(message.string):
            assert not re.search(r" [:;?!»]|« ", re.sub(r"<[^>]+>", "", text)), text


@pytest.mark.parametrize("source", catalogues(), ids=lambda source: source.parts[-3])
def test_the_compiled_catalogue_is_current(source):
    committed = GNUTranslations(BytesIO(source.with_suffix(".mo").read_bytes()))
    fresh = GNUTranslations(BytesIO(compiled(source)))
    texts, fresh_texts = dict(committed._catalog), dict(fresh._catalog)
    del texts[""], fresh_texts[""]  # the header names the compiler
    assert texts == fresh_texts


QUESTION = (
    "condition=bone-metastases&therapy=radiation-therapy&therapy=surgery&country=DE&country=CH"
    "&tumour=melanoma&second_opinion=yes&language=it"
)
SENTENCES = {
    ("de", "specialists"): (
        "Fachärztinnen und Fachärzte, die Knochenmetastasen mit Strahlentherapie oder Operation behandeln, "
        "in Deutschland oder in der Schweiz arbeiten, bei der Diagnose Melanom das leitende Fachgebiet vertreten, "
        "Italienisch sprechen und eine Zweitmeinung anbieten."
    ),
    ("de", "clinics"): (
        "Kliniken, die Knochenmetastasen mit Strahlentherapie oder Operation behandeln, "
        "in Deutschland oder in der Schweiz liegen, bei der Diagnose Melanom das leitende Fachgebiet haben, "
        "Italienisch sprechendes Personal haben und eine Zweitmeinung anbieten."
    ),
    ("fr", "specialists"): (
        "Spécialistes qui prennent en charge des personnes avec métastases osseuses par radiothérapie ou "
        "chirurgie, exercent en Allemagne ou en Suisse, relèvent d’une spécialité qui dirige le traitement du "
        "cancer d’origine (mélanome), parlent italien et proposent un deuxième avis."
    ),
    ("it", "specialists"): (
        "Specialisti che curano metastasi ossee mediante radioterapia o chirurgia, lavorano in Germania o in "
        "Svizzera, appartengono a una specialità che guida la cura del tumore di origine (melanoma), parlano "
        "italiano e offrono un secondo parere."
    ),
}


@pytest.fixture
def asked_for():
    names = {"name_de": "Strahlentherapie", "name_fr": "Radiothérapie", "name_it": "Radioterapia"}
    radiation = make_therapy("radiation-therapy", **names)
    surgery = make_therapy("surgery", name_de="Operation", name_fr="Chirurgie", name_it="Chirurgia")
    names = {"name_de": "Knochenmetastasen", "name_fr": "Métastases osseuses", "name_it": "Metastasi ossee"}
    make_condition(therapies=[radiation, surgery], **names)
    make_tumour("melanoma", name_de="Melanom", name_fr="Mélanome", name_it="Melanoma")
    make_language("it", name_de="Italienisch", name_fr="italien", name_it="italiano")


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "kind"), SENTENCES)
def test_a_query_reads_as_one_sentence(client, asked_for, language, kind):
    page = client.get(f"/{language}/{kind}/?{QUESTION}").content.decode()
    assert f"data-query-in-words>{SENTENCES[language, kind]}<" in page


@pytest.mark.django_db
def test_english_pages_are_english_without_a_catalogue(client):
    make_specialist()
    page = client.get("/en/specialists/").content.decode()
    assert "All specialists in Germany, Austria and Switzerland." in page
    assert "Fachärztinnen" not in page
