"""A therapy page: what it is, what it aims at, and who offers it."""

from django.utils.functional import cached_property

from .changes import recent_changes
from .links import link_targets
from .markup import Rendering
from .models import Reference
from .offers import Results
from .references import numbered
from .texts import markup_block, plain_block
from .translation_note import translation_note


class TherapyPage:
    """Everything templates/conditions/therapy_detail.html shows, rendered once in reading order."""

    def __init__(self, therapy, offers, *, is_preview=False):
        self.therapy = therapy
        self.is_preview = is_preview
        self.countries = offers.for_therapy(therapy)
        self._references = {reference.key: reference for reference in Reference.objects.all()}
        rendering = Rendering(targets=link_targets(_nothing_counted), keys=set(self._references))
        self._rendering = rendering
        self.summary = plain_block(therapy, "summary")
        self.explanation = markup_block(therapy, "explanation", rendering)
        self.aim = markup_block(therapy, "aim", rendering)
        self.when_used = markup_block(therapy, "when_used", rendering)
        self.benefit = markup_block(therapy, "benefit", rendering)
        self.risk = markup_block(therapy, "risk", rendering)
        self.conditions = [
            {"condition": pair.condition, "note": markup_block(pair, "note", rendering)}
            for pair in therapy.condition_therapies.all()
            if pair.condition.is_published
        ]

    @cached_property
    def translation_note(self):
        return translation_note(self.therapy)

    @cached_property
    def changes(self):
        return recent_changes(self.therapy)

    @cached_property
    def references(self):
        return numbered(self._references, self._rendering.uses)


def _nothing_counted(kind, slug):
    """On a therapy page the numbers stand by country, not behind every word."""
    return Results()
