"""Templates see only what they are given, stay shallow, and look as the formatter leaves them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
INCLUDE = re.compile(r"{% include (.+?) %}")
EXTENDS = re.compile(r"{% extends \"([^\"]+)\" %}")
ENVIRONMENT = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
FILES = {"argvalues": PAGES, "ids": lambda path: str(path.relative_to(TEMPLATES))}


def text_of(name):
    return (TEMPLATES / name).read_text()


def is_plain(name):
    """A drawing or a text in which nothing varies has nothing to be kept from."""
    return not re.search(r"{{|{%", text_of(name))


@pytest.mark.parametrize("path", **FILES)
def test_an_include_is_given_all_it_sees(path):
    careless = [
        include
        for include in INCLUDE.findall(path.read_text())
        if not include.endswith(" only") and not is_plain(include.strip('"'))
    ]
    assert careless == []


@pytest.mark.parametrize("path", **FILES)
def test_an_included_template_is_named_and_exists(path):
    """By its name, not by a variable: a reader of the template finds the file."""
    names = [include.split()[0] for include in INCLUDE.findall(path.read_text())]
    assert [name for name in names if not (TEMPLATES / name.strip('"')).is_file()] == []


def test_every_partial_is_included_somewhere():
    included = {include.split()[0].strip('"') for path in PAGES for include in INCLUDE.findall(path.read_text())}
    partials = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*")
        if path.parent.name in ("components", "icons") or path.name.startswith("_")
    }
    assert sorted(partials - included) == []


def test_a_private_partial_is_included_by_its_own_folder():
    strangers = [
        (str(path.relative_to(TEMPLATES)), include)
        for path in PAGES
        for include in INCLUDE.findall(path.read_text())
        if "/_" in include and (TEMPLATES / include.split()[0].strip('"')).parent != path.parent
    ]
    assert strangers == []


def ancestors(name):
    """What this template extends, nearest first; of Django’s own the first only, and not the one it replaces."""
    parent = EXTENDS.search(text_of(name))
    if parent is None or parent[1] == str(name):
        return []
    is_ours = (TEMPLATES / parent[1]).is_file()
    return [parent[1], *(ancestors(parent[1]) if is_ours else [])]


@pytest.mark.parametrize("path", **FILES)
def test_a_template_extends_two_levels_at_most(path):
    assert len(ancestors(path.relative_to(TEMPLATES))) <= 2


@pytest.mark.parametrize("path", **FILES)
def test_a_template_marks_nothing_safe_and_translates_in_one_piece(path):
    text = path.read_text()
    assert re.findall(r"\|\s*safe\b|{% autoescape off %}", text) == []
    assert [tag for tag in re.findall(r"{% blocktranslate[^%]*%}", text) if " trimmed" not in tag] == []


def test_the_formatter_finds_nothing_to_change():
    version = ["--target-version", "5.2"]
    djade = subprocess.run(["djade", *version, "--check", *PAGES], env=ENVIRONMENT, capture_output=True, text=True)
    assert djade.returncode == 0, djade.stderr


def test_page_templates_have_their_views_name():
    """One name in four places; those that serve all pages are the exceptions."""
    names = {f"{name.replace(':', '/')}.html" for name in _url_names(get_resolver())}
    pages = {str(path.relative_to(TEMPLATES)) for path in PAGES if EXTENDS.search(path.read_text())}
    pages = {page for page in pages if not page.startswith(("admin/", "errors/"))}
    assert sorted(pages - names) == []


def _url_names(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _url_names(pattern, f"{pattern.namespace}:" if pattern.namespace else prefix)
        elif pattern.name:
            yield f"{prefix}{pattern.name}"
