"""The safe subset of Markdown that medical texts are written in.

Paragraphs, lists, **bold**, *emphasis*, quotes and two levels of headings, plus two marks of our own:

``[@key]`` or ``[@key; @other]``
    cites a Reference; numbered by first use on the page and linked both ways
``[words](therapy:radiation-therapy)``
    links to an object (KINDS below)

Raw HTML, images, tables and code are not part of the subset. What the parser lets through is sanitised again.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

import nh3
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, Value
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

KINDS = {
    "condition": "Condition",
    "glossary": "GlossaryTerm",
    "specialty": "Specialty",
    "symptom": "Symptom",
    "therapy": "Therapy",
    "tumour": "PrimaryTumour",
}
KEY = re.compile(r"[a-z0-9-]+")
CITATION = re.compile(r"\[@([a-z0-9-]+(?:;\s*@[a-z0-9-]+)*)\]")
MISTYPED_CITATION = re.compile(r"\[\s*@[^\]\n]*\]?")  # in what CITATION leaves of a text
SAFE_HTML = {
    "tags": {"p", "ul", "ol", "li", "strong", "em", "a", "sup", "span", "h3", "h4", "blockquote", "br"},
    "attributes": {
        "a": {"href", "id", "class", "rel", "aria-label"},
        "sup": {"class"},
        "span": {"class"},
        "ol": {"start"},
    },
    "url_schemes": {"https", "tel"},
    "link_rel": None,
}


@dataclass(frozen=True)
class Target:
    """Where a link to an object leads, and how many listings it finds."""

    url: str
    results_url: str = ""
    results_label: str = ""
    results_count: int | None = None


@dataclass
class Rendering:
    """The texts of one page: what they may link to, and what they have cited so far.

    `targets` maps (kind, slug) to a Target, `keys` are the references that exist. `uses` grows with
    every html() call: {key: [anchor, …]} in the order of first use, which is the numbering.
    """

    targets: dict[tuple[str, str], Target]
    keys: set[str]
    lift: int = 0  # by how many levels headings stand higher on the page than in medical texts
    uses: dict[str, list[str]] = field(default_factory=dict)
    counted: set[tuple[str, str]] = field(default_factory=set)

    def html(self, text):
        """`text` as sanitised HTML; empty for None."""
        if not text:
            return mark_safe("")
        rendered = PARSER.render(text, {"rendering": self, "open_links": []})
        return mark_safe(nh3.clean(rendered, **SAFE_HTML))  # noqa: S308 - sanitised one call earlier

    def cite(self, key):
        """The mark behind a claim. A reference that was deleted since leaves no mark."""
        if key not in self.keys:
            return ""
        anchors = self.uses.setdefault(key, [])
        anchor = f"cite-{key}-{len(anchors) + 1}"
        anchors.append(anchor)
        number = list(self.uses).index(key) + 1
        return format_html(
            '<a href="#ref-{}" id="{}" aria-label="{}">{}</a>',
            key,
            anchor,
            _("Reference %(number)s") % {"number": number},
            number,
        )

    def results(self, kind, slug):
        """The number of listings behind an object, once a page for each object."""
        target = self.targets.get((kind, slug))
        if target is None or not target.results_count or (kind, slug) in self.counted:
            return ""
        self.counted.add((kind, slug))
        return format_html(
            '<a class="result-chip" href="{}" aria-label="{}">{}</a>',
            target.results_url,
            target.results_label,
            target.results_count,
        )


def validate_markup(text):
    """Raises ValidationError naming everything in `text` that readers would see as bare marks or dead links."""
    text = text or ""
    keys, links = marks_in(text)
    existing = _existing_targets(keys, links)
    problems = [*_mistyped_citations(text), *_lost_headings(text)]
    for key in keys:
        if ("reference", key) not in existing:
            problems.append(_("There is no reference with the key “%(key)s”.") % {"key": key})
    for href in links:
        kind, separator, slug = href.partition(":")
        if kind in KINDS and separator:
            if (kind, slug) not in existing:
                problems.append(
                    _("The link “%(link)s” leads nowhere: there is no such %(kind)s.")
                    % {"link": href, "kind": _model(kind)._meta.verbose_name}
                )
        elif not href.startswith(("https://", "tel:")):
            problems.append(
                _("The link “%(link)s” must start with https:// or tel:, or with one of: %(kinds)s.")
                % {"link": href, "kinds": ", ".join(f"{kind}:" for kind in KINDS)}
            )
    if problems:
        raise ValidationError(problems)


def _mistyped_citations(text):
    return [
        _("“%(mark)s” is not a citation. Write [@key], or [@key; @other] for several references.") % {"mark": mark}
        for mark in dict.fromkeys(MISTYPED_CITATION.findall(CITATION.sub("", text)))
    ]


def _lost_headings(text):
    tokens = PARSER.parse(text)
    return [
        _("“%(heading)s” would lose its form: write a subheading as “### %(heading)s”.")
        % {"heading": words.content or opening.markup}
        for opening, words in pairwise(tokens)
        if opening.type == "heading_open" and opening.tag not in SAFE_HTML["tags"]
    ]


def _existing_targets(keys, links):
    """Those of the ("reference", key) and (kind, slug) that exist, in one statement."""
    wanted = {"reference": keys} if keys else {}
    for href in links:
        kind, _separator, slug = href.partition(":")
        if kind in KINDS:
            wanted.setdefault(kind, []).append(slug)
    # plain QuerySets, because modeltranslation's return the columns of values_list() in no particular order
    parts = [
        QuerySet(_model(kind))
        .filter(**{f"{name}__in": names})
        .order_by()
        .annotate(kind_of_target=Value(kind))
        .values_list("kind_of_target", name)
        for kind, names in wanted.items()
        for name in ["key" if kind == "reference" else "slug"]
    ]
    return set(parts[0].union(*parts[1:], all=True)) if parts else set()


def _model(kind):
    return apps.get_model("conditions", {"reference": "Reference", **KINDS}[kind])


def parts_of(text):
    """[(heading, text), …]: `text` cut at its headings of the first level. What comes before them has ""."""
    lines = re.split("\r\n?|\n", text)  # as the parser counts them
    cuts = [("", 0, 0)] + [
        ("".join(mark.content for mark in words.children), *opening.map)
        for opening, words in pairwise(PARSER.parse(text))
        if opening.type == "heading_open" and opening.tag == "h3" and opening.level == 0
    ]
    ends = [start for _heading, start, _below in cuts[1:]] + [len(lines)]
    parts = [(heading, "\n".join(lines[below:end])) for (heading, _, below), end in zip(cuts, ends, strict=True)]
    return [(heading, words.strip()) for heading, words in parts if heading or words.strip()]


def marks_in(text):
    """The (citation keys, link addresses) in `text`, each in order of use without repetition."""
    keys, links = {}, {}
    for block in PARSER.parse(text):
        for token in block.children or []:
            if token.type == "citation":
                keys.update(dict.fromkeys(token.meta["keys"]))
            elif token.type == "link_open":
                links[token.attrs["href"]] = None
    return list(keys), list(links)


def _parse_citation(state, silent):
    match = CITATION.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")  # the mark stands close to its claim
        token = state.push("citation", "", 0)
        token.meta = {"keys": KEY.findall(match[1])}
    state.pos = match.end()
    return True


def _render_citation(renderer, tokens, index, options, env):
    marks = [mark for key in tokens[index].meta["keys"] if (mark := env["rendering"].cite(key))]
    return f'<sup class="citation">{", ".join(marks)}</sup>' if marks else ""


def _heading(renderer, tokens, index, options, env):
    closing = "/" if tokens[index].type == "heading_close" else ""
    return f"<{closing}h{int(tokens[index].tag[1]) - env['rendering'].lift}>"


def _open_link(renderer, tokens, index, options, env):
    href = tokens[index].attrs["href"]
    kind, _separator, slug = href.partition(":")
    if kind not in KINDS:
        env["open_links"].append(None)
        return format_html('<a href="{}" rel="external noopener">', href)
    target = env["rendering"].targets.get((kind, slug))
    env["open_links"].append((kind, slug))
    if target is None:
        return "<span>"
    return format_html('<a href="{}" class="object-link">', target.url)


def _close_link(renderer, tokens, index, options, env):
    link = env["open_links"].pop()
    if link is None:
        return "</a>"
    rendering = env["rendering"]
    return f"</a>{rendering.results(*link)}" if link in rendering.targets else "</span>"


def _subset():
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["image", "html_block", "html_inline", "autolink", "code", "fence", "backticks", "hr"])
    parser.disable("reference")  # "[@key]: word" is a claim that starts with a citation, not a definition to hide
    parser.inline.ruler.before("link", "citation", _parse_citation)
    parser.add_render_rule("citation", _render_citation)
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    parser.add_render_rule("link_open", _open_link)
    parser.add_render_rule("link_close", _close_link)
    return parser


PARSER = _subset()
