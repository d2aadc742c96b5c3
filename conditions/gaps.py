"""What a reader would miss if a medical text were published as it is: sentences for whoever approves it."""

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from desk import clock
from desk.translation_lists import in_words

from .models import Condition


def gaps(obj, content):
    """["It has no section yet.", …] of a Condition or Therapy, were it as `content` says."""
    lacking = _in_condition(content) if isinstance(obj, Condition) else _in_therapy(obj, content)
    return [hint for found, hint in lacking if not found]


def untranslated(obj, content):
    """["French: 2 missing.", …]: texts that readers of a language would be shown in German."""
    names = dict(settings.LANGUAGES)
    return [
        f"{capfirst(names[language])}: {in_words(clock.MISSING, counts[clock.MISSING])}."
        for language, counts in clock.totals(type(obj), content).items()
        if clock.MISSING in counts
    ]


def _in_condition(content):
    rows = content["rows"]
    texts = [row for kind in ("sections", "symptoms") for row in rows[kind].values()]
    return [
        (rows["sections"], _("It has no section yet.")),
        (rows["condition_therapies"], _("No therapy is listed under it.")),
        (rows["symptoms"], _("No symptom is described, so it shows no urgent signs.")),
        (_cites(texts), _("No text cites a source.")),
    ]


def _in_therapy(therapy, content):
    return [
        (therapy.condition_therapies.exists(), _("It is listed under no condition.")),
        (_cites([content["fields"]]), _("No text cites a source.")),
    ]


def _cites(rows):
    return any("[@" in text for row in rows for text in row.values() if isinstance(text, str))
