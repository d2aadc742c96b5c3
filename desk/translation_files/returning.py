"""What was refused, as a file again: nothing that somebody wrote is lost, and it can be mended and handed in."""

from django.utils import timezone
from django.utils.translation import gettext as _

from desk import clock

from .checks import REFUSED
from .po import fingerprint, header, written


def refused_entries(language, findings):
    """The parts of a PO file, each entry with the reason, and with the source as it is now."""
    comments = [_("Entries that were refused, each with its reason. Mend them and import this file.")]
    yield header(language, clock.SOURCE, timezone.localtime(), comments)
    for finding in findings:
        if finding.kind == REFUSED:
            yield _entry(finding)


def _entry(finding):
    entry = finding.entry
    reason = _("Refused (line %(line)d): %(reason)s") % {"line": entry.line, "reason": finding.reason}
    notes = [finding.title, _("The desk has: %(words)s") % {"words": finding.old or "–"}] if finding.title else []
    return written(
        entry.address,
        finding.source or entry.source,
        entry.words,
        notes=notes,
        comments=[*entry.comments, reason],
        previous=entry.source if finding.is_source_changed else "",
        is_fuzzy=entry.is_fuzzy or finding.is_source_changed,
        basis=fingerprint(finding.old) if finding.model else entry.fingerprint,
    )
