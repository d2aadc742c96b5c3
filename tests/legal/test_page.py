"""The pages on who runs the site and by which rules."""

import re

import pytest

from legal.models import LegalPage
from tests.factories import make_legal_page, make_reference, make_therapy

pytestmark = pytest.mark.django_db

SIX_PARTS = "Zuerst.\n\n" + "\n\n".join(f"### Teil {n}\n\nText {n}." for n in range(1, 7))


def html_of(client, address="/de/imprint/"):
    return client.get(address).content.decode()


def main_of(html):
    return re.sub(r"\s+", " ", html[html.index("<main") : html.index("</main>")])


def test_a_page_shows_its_text_in_parts_and_the_day_of_the_last_change(client):
    body = "Zuerst.\n\n### Wer\n\n- **Name:** Konsil\n\n#### Genauer\n\nText."
    page = make_legal_page(title_de="Impressum", summary_de="Wer das ist.", body_de=body)
    LegalPage.objects.filter(pk=page.pk).update(updated_on="2026-11-30")
    main = main_of(html_of(client))
    assert re.findall(r"<h([1-6])[^>]*>([^<]+)</h", main) == [("1", "Impressum"), ("2", "Wer"), ("3", "Genauer")]
    for said in ("<p>Wer das ist.</p>", "<p>Zuerst.</p>", "<strong>Name:</strong> Konsil", "30. November 2026"):
        assert said in main
    assert "<nav" not in main


def test_many_parts_have_a_table_of_contents(client):
    make_legal_page(body_de=SIX_PARTS)
    main = main_of(html_of(client))
    named = re.findall(r'<a href="#([\w-]+)">(Teil \d)</a>', main)
    assert named == [(f"part-{n}", f"Teil {n}") for n in range(1, 7)]
    assert re.findall(r'<section id="([\w-]+)"', main) == [mark for mark, _ in named]


@pytest.mark.parametrize("before", ["", "First.\n\n"])
def test_a_part_has_the_same_address_in_every_language(client, before):
    make_legal_page(body_de=SIX_PARTS, body_en=before + SIX_PARTS.partition("\n\n")[2])
    german, english = (
        re.findall(r'href="(#part[^"]+)"', html_of(client, f"/{code}/imprint/")) for code in ("de", "en")
    )
    assert german == english


@pytest.mark.parametrize("slug", LegalPage.Slug.values)
@pytest.mark.parametrize(("language", "words"), [("de", "Texte"), ("en", "text"), ("fr", "texte"), ("ar", "Text")])
def test_a_page_whose_text_was_never_entered_says_so(client, slug, language, words):
    response = client.get(f"/{language}/{slug}/")
    html = response.content.decode()
    assert response.status_code == 404
    assert html.count("<h1") == 1
    assert f'<a class="button" href="/{language}/">' in html


def test_what_is_not_translated_is_shown_in_german_and_says_so(client):
    make_legal_page(title_de="Impressum", title_fr="Mentions légales", body_de=SIX_PARTS)
    main = main_of(html_of(client, "/fr/imprint/"))
    assert "<h1>Mentions légales</h1>" in main
    assert '<li lang="de" dir="ltr"><a href="#part-1">Teil 1</a>' in main
    assert '<h2 id="part-1-title" lang="de" dir="ltr">Teil 1</h2><div class="prose" lang="de" dir="ltr">' in main
    assert main.count('role="note"') == 1
    assert 'role="note"' not in html_of(client)


def test_a_text_may_link_to_medical_pages_and_cite(client):
    make_therapy("surgery")
    make_reference("chow-2012")
    make_legal_page(body_de="Siehe [Operation](therapy:surgery) [@chow-2012].")
    main = main_of(html_of(client))
    assert '<a href="/de/therapies/surgery/" class="object-link">Operation</a>' in main
    assert re.findall(r'id="(?:ref|cite)-chow-2012[^"]*"', main) == ['id="cite-chow-2012-1"', 'id="ref-chow-2012"']


@pytest.mark.parametrize("number", [1, 3])
def test_statements_of_a_page(client, django_assert_num_queries, number):
    parts = "\n\n".join(f"### Teil {n}\n\n[Text](therapy:t{n}) [@r{n}]." for n in range(number))
    for n in range(number):
        make_therapy(f"t{n}")
        make_reference(f"r{n}")
    make_legal_page(body_de=parts)
    client.get("/en/imprint/")  # content types are asked for once
    with django_assert_num_queries(4):
        client.get("/en/imprint/?q=x")


@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_page_links_to_them_whether_they_are_written_or_not(client, language):
    footer = html_of(client, f"/{language}/about/").partition("<footer")[2]
    links = re.findall(r'href="/\w\w/([\w-]+)/"', footer)
    assert [link for link in links if link in LegalPage.Slug.values] == LegalPage.Slug.values
