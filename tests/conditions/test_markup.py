"""The Markdown subset of medical texts: what it allows, what it refuses, how it numbers."""

import pytest
from django.core.exceptions import ValidationError

from conditions.markup import Rendering, Target, marks_in, parts_of, validate_markup
from tests.factories import make_reference, make_therapy


def render(text, *, targets=None, keys=("a", "b")):
    return str(Rendering(targets or {}, set(keys)).html(text)).strip()


def test_paragraphs_lists_and_emphasis_are_rendered():
    assert render("One **bold** word.\n\n- first\n- second") == (
        "<p>One <strong>bold</strong> word.</p>\n<ul>\n<li>first</li>\n<li>second</li>\n</ul>"
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '<a href="https://example.org" onclick="x()">x</a>',
        "`<script>`",
    ],
)
def test_nothing_in_a_text_becomes_active(text):
    html = render(text)
    assert "<script" not in html
    assert "<img" not in html
    assert "<a" not in html


def test_an_image_becomes_a_link_that_is_followed_on_request_only():
    assert render("![x](https://example.org/p.png)") == (
        '<p>!<a href="https://example.org/p.png" rel="external noopener">x</a></p>'
    )


def test_references_are_numbered_by_first_use_and_every_mark_has_its_own_anchor():
    rendering = Rendering({}, {"a", "b"})
    html = rendering.html("One [@b]. Two [@a]. Three [@b].")
    assert html.count(">1</a>") == 2
    assert html.count(">2</a>") == 1
    assert rendering.uses == {"b": ["cite-b-1", "cite-b-2"], "a": ["cite-a-1"]}


def test_numbering_goes_on_in_the_next_text_of_the_page():
    rendering = Rendering({}, {"a", "b"})
    rendering.html("One [@a].")
    assert '<a href="#ref-b" id="cite-b-1" aria-label="Reference 2">2</a>' in rendering.html("Two [@b].")


def test_several_references_share_one_mark_close_to_the_claim():
    assert render("A claim [@a; @b].") == (
        '<p>A claim<sup class="citation"><a href="#ref-a" id="cite-a-1" aria-label="Reference 1">1</a>, '
        '<a href="#ref-b" id="cite-b-1" aria-label="Reference 2">2</a></sup>.</p>'
    )


def test_a_reference_that_was_deleted_leaves_no_mark():
    assert render("A claim [@gone].") == "<p>A claim.</p>"


def test_a_link_to_an_object_carries_its_count_once():
    target = Target("/en/therapies/surgery/", "/en/specialists/?therapy=surgery", "3 specialists", 3)
    html = render("[Surgery](therapy:surgery), [again](therapy:surgery)", targets={("therapy", "surgery"): target})
    assert html.count('href="/en/therapies/surgery/"') == 2
    assert html.count('class="result-chip"') == 1
    assert 'aria-label="3 specialists">3</a>' in html


def test_a_link_to_something_unpublished_is_plain_words():
    assert render("[Surgery](therapy:surgery)") == "<p><span>Surgery</span></p>"


def test_marks_are_found_wherever_they_stand():
    assert marks_in("Two [@a;\n@b]") == (["a", "b"], [])
    assert marks_in("- [@a] [x](therapy:y)\n\n> **[@b; @a]**") == (["a", "b"], ["therapy:y"])


@pytest.mark.django_db
def test_a_citation_without_reference_is_refused_by_name():
    make_reference("chow-2012")
    validate_markup("Fine [@chow-2012].")
    with pytest.raises(ValidationError) as refused:
        validate_markup("Wrong [@chow-2021].")
    assert refused.value.messages == ["There is no reference with the key “chow-2021”."]


@pytest.mark.django_db
def test_a_link_to_nothing_is_refused_by_name():
    make_therapy("surgery")
    validate_markup("[fine](therapy:surgery)")
    with pytest.raises(ValidationError) as refused:
        validate_markup("[wrong](therapy:magic) [http](http://example.org) [rel](/de/)")
    assert [message.split(" ")[2] for message in refused.value.messages] == [
        "“therapy:magic”",
        "“http://example.org”",
        "“/de/”",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "mark",
    ["[@A-2012]", "[@a_b]", "[@a, @b]", "[@ a]", "[@a;]", "[@a p. 3]", "[ @a]", "[@a", "[@a; b]"],
)
def test_a_mistyped_citation_is_refused_with_the_right_form(mark):
    make_reference("a")
    make_reference("b")
    with pytest.raises(ValidationError) as refused:
        validate_markup(f"Fine [@a;\n@b], wrong {mark}")
    assert refused.value.messages == [
        f"“{mark}” is not a citation. Write [@key], or [@key; @other] for several references."
    ]


def test_a_text_may_start_with_a_citation():
    assert marks_in("[@a]: word") == (["a"], [])


@pytest.mark.parametrize("heading", ["# Pain", "## Pain", "##### Pain", "Pain\n====", "Pain\n----", "> # Pain"])
def test_a_heading_that_would_lose_its_form_is_refused(heading):
    with pytest.raises(ValidationError) as refused:
        validate_markup(f"Words.\n\n{heading}\n\nWords.")
    assert refused.value.messages == ["“Pain” would lose its form: write a subheading as “### Pain”."]


@pytest.mark.parametrize("heading", ["### Pain", "#### Pain"])
def test_subheadings_are_welcome(heading):
    validate_markup(heading)


@pytest.mark.django_db
def test_statements_of_a_check_do_not_grow_with_its_marks(django_assert_num_queries):
    for slug in ("a", "b", "c"):
        make_reference(slug)
        make_therapy(slug)
    for text in ("[@a] [x](therapy:a)", "[@a; @b; @c] [x](therapy:a) [y](therapy:b) [z](therapy:c)"):
        with django_assert_num_queries(1):
            validate_markup(text)
    with django_assert_num_queries(0):
        validate_markup("Words and an [address](https://example.org).")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("Words.", [("", "Words.")]),
        ("### One\n\nA.\n\n#### Small\n\nB.\n### Two", [("One", "A.\n\n#### Small\n\nB."), ("Two", "")]),
        ("Before.\r\n\r\n### **One** & [two](https://x.org)\r\nA.", [("", "Before."), ("One & two", "A.")]),
        ("> ### Quoted\n\n- ### Listed", [("", "> ### Quoted\n\n- ### Listed")]),
        ("A\u2028b\n### One\nC.", [("", "A\u2028b"), ("One", "C.")]),
    ],
)
def test_a_text_is_cut_at_its_headings(text, parts):
    assert parts_of(text) == parts


@pytest.mark.parametrize(("lift", "html"), [(0, "<h4>Small</h4>"), (1, "<h3>Small</h3>")])
def test_headings_stand_as_high_as_the_page_wants_them(lift, html):
    assert str(Rendering({}, set(), lift=lift).html("#### Small")).strip() == html
