"""The markup of every type of page, as a browser and an assistive technology read it.

Parsing is what a browser does; whether every element stands where HTML allows it, the Nu checker says. After
larger changes run it over saved pages: `npm pack vnu-jar`, unpack, `java -jar package/build/dist/vnu.jar *.html`.
"""

import functools
from collections import Counter
from itertools import pairwise
from urllib.parse import urlsplit

import html5lib
import pytest
from html5lib.constants import E as MESSAGES

from tests.content import LANGUAGES, PAGES, first_visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

ADDRESSES = [f"/{language}/{path}" for path in PAGES.values() for language in LANGUAGES]
ADDRESSES += ["/de/nowhere/", "/ar/nowhere/"]
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
CONTROLS = {"input", "select", "textarea"}
REFERRING = ["for", "form", "list", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"]
RESOURCES = {"script": "src", "img": "src", "source": "srcset", "iframe": "src", "form": "action", "video": "src"}
LOADING = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}


@pytest.fixture(params=ADDRESSES)
def address(request):
    return request.param


@functools.cache
def parsed(address):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(first_visit(address).html)
    errors = [(line, MESSAGES[code] % values) for (line, _), code, values in parser.errors]
    return list(tree.iter()), errors


def elements(address):
    return parsed(address)[0]


def ids(address):
    return [element.get("id") for element in elements(address) if element.get("id") is not None]


def test_a_page_parses_without_error(address):
    assert parsed(address)[1] == []


def test_an_id_is_given_once(address):
    assert [name for name, times in Counter(ids(address)).items() if times > 1 or not name.strip()] == []


def test_every_mark_inside_a_page_exists(address):
    known = {*ids(address), ""}
    links = [element.get("href", "") for element in elements(address) if element.tag == "a"]
    assert [link for link in links if link.startswith("#") and link[1:] not in known] == []


def test_every_reference_between_elements_is_kept(address):
    known = set(ids(address))
    broken = [
        (element.tag, name, target)
        for element in elements(address)
        for name in REFERRING
        for target in element.get(name, "").split()
        if target not in known
    ]
    assert broken == []


def test_every_control_has_a_label(address):
    page = elements(address)
    labelled = {label.get("for") for label in page if label.tag == "label"}
    inside = {id(inner) for label in page if label.tag == "label" for inner in label.iter()}
    bare = [
        control.get("name")
        for control in page
        if control.tag in CONTROLS
        and control.get("type") not in ("hidden", "submit")
        and control.get("id") not in labelled
        and id(control) not in inside
        and not control.get("aria-label")
    ]
    assert bare == []


def test_every_label_has_its_control(address):
    empty = [
        "".join(label.itertext()).strip()
        for label in elements(address)
        if label.tag == "label"
        and not label.get("for")
        and not any(inner.tag in CONTROLS for inner in label.iter())
    ]
    assert empty == []


def test_every_link_and_button_has_a_name(address):
    nameless = [
        dict(element.attrib)
        for element in elements(address)
        if element.tag in ("a", "button", "summary")
        and not "".join(element.itertext()).strip()
        and not element.get("aria-label")
    ]
    assert nameless == []


def test_no_style_or_script_stands_in_the_page(address):
    page = elements(address)
    inline = [
        (element.tag, name)
        for element in page
        for name in element.attrib
        if name == "style" or str(name).startswith("on")
    ]
    scripts = [element.tag for element in page if element.tag == "script" and not element.get("src")]
    styles = [element.tag for element in page if element.tag == "style"]
    assert inline + scripts + styles == []


def test_a_page_loads_nothing_from_elsewhere(address):
    page = elements(address)
    loaded = [element.get(RESOURCES[element.tag], "") for element in page if element.tag in RESOURCES]
    loaded += [
        element.get("href") for element in page if element.tag == "link" and element.get("rel", "") in LOADING
    ]
    assert len(loaded) > 10
    assert [url for url in loaded if urlsplit(url).netloc or urlsplit(url).scheme] == []


def test_headings_leave_no_step_out(address):
    levels = [int(element.tag[1]) for element in elements(address) if element.tag in HEADINGS]
    assert levels[0] == 1
    assert [(upper, lower) for upper, lower in pairwise(levels) if lower - upper > 1] == []


def test_links_that_open_elsewhere_say_so(address):
    """`rel=external`; and none opens a new window."""
    links = [element for element in elements(address) if element.tag == "a"]
    foreign = [link for link in links if urlsplit(link.get("href", "")).netloc]
    assert [link.get("href") for link in foreign if "external" not in link.get("rel", "").split()] == []
    assert [link.get("href") for link in links if link.get("target")] == []
