"""The style sheets keep the rules that let them do without a build step (docs/style.md)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css"
LAYERS = ["reset", "tokens", "base", "layout", "components", "utilities"]
SHEETS = sorted(path for path in CSS.rglob("*.css") if path.name != "layers.css")
COMPONENTS = [path for path in SHEETS if path.parent.name == "components"]
IDS = {"ids": lambda path: str(path.relative_to(CSS))}

COLOURS = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch|color|light-dark)\("
    r"|(?<![\w-])(?:white|black|red|green|blue|gr[ae]y|silver|orange|yellow|navy|teal|maroon|purple)(?![\w-])",
    re.IGNORECASE,
)
PHYSICAL = re.compile(
    r"(?:^|[;{\s])("
    r"(?:margin|padding|border)-(?:left|right|top|bottom)[\w-]*|border-(?:top|bottom)-(?:left|right)-radius"
    r"|left|right|top|bottom|(?:min-|max-)?(?:width|height)|scroll-(?:margin|padding)-(?:left|right|top|bottom)"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right))\s*[:;]",
)
FOUR_SIDES = re.compile(r"\b(margin|padding|inset|scroll-margin|scroll-padding)\s*:\s*([^;]+);")


def text_of(path):
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


def blocks(css):
    """[(what stands before the brace, the inside)] of the outermost braces."""
    found, depth, start, head = [], 0, 0, ""
    for position, character in enumerate(css):
        if character == "{":
            if depth == 0:
                head, start = css[start:position].strip(), position + 1
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                found.append((head, css[start:position]))
                start = position + 1
    assert depth == 0, "a brace is missing"
    assert css[start:].strip() == ""
    return found


def test_the_order_of_the_layers_is_one_line():
    assert (CSS / "layers.css").read_text() == f"@layer {', '.join(LAYERS)};\n"


@pytest.mark.parametrize("path", SHEETS, **IDS)
def test_a_sheet_is_one_layer_that_is_declared(path):
    (head, _), *more = blocks(text_of(path))
    assert more == []
    assert head in [f"@layer {layer}" for layer in LAYERS]


@pytest.mark.parametrize("path", [path for path in SHEETS if path.name != "tokens.css"], **IDS)
def test_colours_are_named_once_in_the_tokens(path):
    values = re.findall(r":\s*([^;{}]+);", text_of(path))
    assert [value for value in values if COLOURS.search(value)] == []


@pytest.mark.parametrize("path", SHEETS, **IDS)
def test_every_token_that_is_used_exists(path):
    own = set(re.findall(r"(--[\w-]+)\s*:", text_of(path)))
    known = set(re.findall(r"(--[\w-]+)\s*:", text_of(CSS / "tokens.css")))
    assert sorted(set(re.findall(r"var\((--[\w-]+)", text_of(path))) - own - known) == []


def test_every_token_is_used():
    sheets = "".join(text_of(path) for path in SHEETS)
    declared = set(re.findall(r"(--[\w-]+)\s*:", text_of(CSS / "tokens.css")))
    assert sorted(token for token in declared if f"var({token})" not in sheets) == []


@pytest.mark.parametrize("path", SHEETS, **IDS)
def test_a_sheet_knows_start_and_end_but_no_left_and_right(path):
    css = text_of(path)
    uneven = [
        f"{name}: {value}"
        for name, value in FOUR_SIDES.findall(css)
        if len(parts := re.findall(r"(?:[^\s(]|\([^)]*\))+", value)) == 4 and parts[1] != parts[3]
    ]
    assert PHYSICAL.findall(css) + uneven == []


@pytest.mark.parametrize("path", SHEETS, **IDS)
def test_a_sheet_insists_on_nothing_and_imports_nothing(path):
    assert re.findall(r"!\s*important|@import|url\(\s*[\"']?(?:https?:)?//", text_of(path)) == []


@pytest.mark.parametrize("path", COMPONENTS, **IDS)
def test_a_components_classes_bear_its_files_name(path):
    """One component, one file, one class; what stands inside is nested. (listing-cards holds listing-card.)"""
    [(_, layer)] = blocks(text_of(path))
    rules = [
        selector
        for head, inside in blocks(layer)
        for selector in ([head] if not head.startswith("@") else [inner for inner, _ in blocks(inside)])
    ]
    subjects = [single.strip() for rule in rules for single in rule.split(",")]
    assert [subject for subject in subjects if not subject.startswith(f".{path.stem}")] == []


def test_every_sheet_is_loaded_by_a_page():
    templates = Path(settings.BASE_DIR) / "templates"
    loaded = set(
        re.findall(r'{% static "css/([^"]+)" %}', "".join(p.read_text() for p in templates.rglob("*.html")))
    )
    assert {str(path.relative_to(CSS)) for path in CSS.rglob("*.css")} == loaded
