"""The refused rows of a run as a file that can be corrected and imported again: why is said beside each."""

from django.utils.translation import get_language, override

from directory.models.import_run import Outcome

from .exporting import csv_parts
from .headers import LINE, REASON
from .kinds import KINDS
from .words import neutralised, unneutralised


def parts(run):
    """The bytes of a CSV file, piece by piece."""
    with override(get_language()):
        yield from csv_parts(_rows(run))


def _rows(run):
    columns = [KINDS[run.kind].columns[name] for name in run.columns]
    yield [str(LINE), str(REASON), *(column.label for column in columns)]
    for row in run.rows.filter(outcome=Outcome.REFUSED).order_by("line").iterator():
        cells = [row.cells.get(column.name, "") for column in columns]
        yield [str(row.line), *(neutralised(unneutralised(cell)) for cell in (" ".join(row.reasons), *cells))]
