from dataclasses import dataclass

from django.utils.functional import cached_property

from conditions.links import link_targets
from conditions.markup import Rendering, marks_in, parts_of
from conditions.models import Reference
from conditions.offers import Results
from conditions.references import numbered
from conditions.texts import Block, language_of, plain_block
from conditions.translation_note import translation_note

MANY_PARTS = 5  # more need a table of contents


@dataclass(frozen=True)
class Part:
    """`heading` is "" of what stands before the first; `id` is the same in every language."""

    id: str
    heading: str
    block: Block


class ShownPage:
    """Everything templates/legal/page.html shows of a LegalPage."""

    def __init__(self, legal_page):
        self.legal_page = legal_page
        self.summary = plain_block(legal_page, "summary")
        cited, _links = marks_in(legal_page.body)
        self._references = {found.key: found for found in Reference.objects.filter(key__in=cited)} if cited else {}
        self._rendering = Rendering(link_targets(_nothing_counted), set(self._references), lift=1)
        self.lang = language_of(legal_page, "body")
        self.parts = [self._part(number, *part) for number, part in _numbered(parts_of(legal_page.body))]

    def _part(self, number, heading, text):
        return Part(f"part-{number}", heading, Block(self._rendering.html(text), self.lang))

    @property
    def contents(self):
        """The Parts that a table of contents names; [] where none is needed."""
        found = [part for part in self.parts if part.heading]
        return found if len(found) > MANY_PARTS else []

    @property
    def references(self):
        return numbered(self._references, self._rendering.uses)

    @cached_property
    def translation_note(self):
        return translation_note(self.legal_page)


def _numbered(parts):
    """The first heading is number 1, whether anything stands before it or not."""
    has_beginning = bool(parts) and not parts[0][0]
    return enumerate(parts, start=0 if has_beginning else 1)


def _nothing_counted(kind, slug):
    return Results()
