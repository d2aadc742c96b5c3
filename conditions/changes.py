"""What readers are told about the last publications of a text: the day, and the parts that changed."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from modeltranslation.settings import AVAILABLE_LANGUAGES

from desk.models import Step

SHOWN = 3


@dataclass(frozen=True)
class PublicChange:
    day: date
    parts: list[str]


def recent_changes(obj):
    """[PublicChange, …] newest first, of what changed in the reader's language; one statement for it all."""
    steps = Step.objects.of(obj).filter(action=Step.Action.PUBLISHED).exclude(parts=[])
    found = (
        PublicChange(timezone.localdate(step.at), parts_in_words(obj, step.parts)) for step in steps[: 4 * SHOWN]
    )
    return [change for change in found if change.parts][:SHOWN]


def parts_in_words(obj, places):
    """What readers of the active language know these places as: ["Summary", "Causes"] of ["summary_en", …]."""
    language = get_language() if get_language() in AVAILABLE_LANGUAGES else AVAILABLE_LANGUAGES[0]
    names = (_name(obj, place, f"_{language}") for place in places if place.endswith(f"_{language}"))
    return list(dict.fromkeys(name for name in names if name))


def _name(obj, place, suffix):
    """A section by its title, other rows by what they are; None for a section that is gone since."""
    relation, _slash, row = place.partition("/")
    if not row:
        return capfirst(str(obj._meta.get_field(place.removesuffix(suffix)).verbose_name))
    if relation == "sections":
        titles = {str(section.pk): section.title for section in obj.sections.all()}
        return titles.get(row.partition("/")[0])
    return capfirst(str(obj._meta.get_field(relation).related_model._meta.verbose_name_plural))
