"""Readers do not load the indentation of templates, and lose nothing by it."""

import copy
import re

import html5lib
import pytest
from django.core.cache import caches
from django.test import Client

from tests.content import HAS_TOKEN, PAGES, first_visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

INLINE = {"a", "abbr", "b", "bdi", "button", "em", "input", "label", "span", "strong", "sup", "svg", "time"}
PLAIN = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]


def shown(html):
    """Every element with its words, and whether a space stands beside those inside a line."""
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(html)
    return [
        (one.tag, one.attrib, words(one.text), words(one.tail), one.tag in INLINE and is_apart(one.tail))
        for one in tree.iter()
    ]


def words(text):
    return (text or "").split()


def is_apart(text):
    return bool(words(text)) and text[0].isspace()


@pytest.mark.parametrize("path", [path for path in PAGES.values() if not HAS_TOKEN.search(path)])
def test_a_page_says_the_same_as_its_templates_with_their_indentation(path, settings):
    short = first_visit(f"/en/{path}").html
    settings.TEMPLATES = copy.deepcopy(settings.TEMPLATES)
    settings.TEMPLATES[0]["OPTIONS"]["loaders"] = PLAIN
    caches["pages"].clear()
    long = Client().get(f"/en/{path}").content.decode()
    assert shown(short) == shown(long)
    assert len(short) < len(long)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_line_is_indented(path):
    """But for Django's own lists of options."""
    assert re.findall(r"\n +<(?!/?option)", first_visit(f"/en/{path}").html) == []
