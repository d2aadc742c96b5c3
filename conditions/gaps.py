"""What a reader would miss if a medical text were published as it is: sentences for whoever approves it."""

from django.utils.translation import gettext as _

from desk import clock

from .models import Condition


def gaps(obj, content):
    """["It has no section yet.", …] of a Condition or Therapy, were it as `content` says."""
    lacking = _in_condition(content) if isinstance(obj, Condition) else _in_therapy(obj, content)
    return [hint for found, hint in lacking if not found]


def is_incomplete(obj, content):
    """Whether there is a gap, or a text that readers of another language would be shown in German."""
    is_untranslated = any(clock.MISSING in counts for counts in clock.totals(type(obj), content).values())
    return is_untranslated or bool(gaps(obj, content))


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
