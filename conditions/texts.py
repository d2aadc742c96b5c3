"""Translated texts on a page: rendered, with the language they are really in."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language


@dataclass(frozen=True)
class Block:
    """A text as safe HTML. `lang` is empty in the page's own language, else the code of the fallback."""

    html: SafeString
    lang: str = ""

    def __bool__(self):
        return bool(self.html)


def language_of(obj, field):
    """The language in which `obj.field` is shown: "" where it is the active one, else the fallback's code."""
    active = get_language()
    for language in (active, *settings.MODELTRANSLATION_FALLBACK_LANGUAGES):
        if getattr(obj, f"{field}_{language}", None):
            return "" if language == active else language
    return ""


def plain_block(obj, field):
    """A text without markup, its line breaks kept."""
    text = getattr(obj, field)
    return Block(mark_safe(linebreaks(text, autoescape=True)) if text else mark_safe(""), language_of(obj, field))  # noqa: S308


def markup_block(obj, field, rendering):
    """A text in our Markdown subset, its citations counted in `rendering`."""
    return Block(rendering.html(getattr(obj, field)), language_of(obj, field))
