"""The directory as files that an import takes: the same columns, in memory that does not grow with them."""

import codecs
import csv
import io

from django.db.models import QuerySet
from django.utils.translation import get_language, override

from desk.snapshots import take_many

from . import xlsx_files
from .vocabulary import Vocabulary
from .words import neutralised

BATCH = 500
BLOCK = 64 * 1024  # bytes
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def parts(kind, listings, form):
    """The bytes of a file, piece by piece, with what belongs to a queryset of listings; `form` is csv or xlsx."""
    language = get_language()  # a streamed response is made after the request has gone
    with override(language):
        yield from (
            csv_parts(rows(kind, listings)) if form == "csv" else _xlsx(rows(kind, listings), str(kind.label))
        )


def csv_parts(table):
    yield codecs.BOM_UTF8  # else Excel takes it for Windows-1252
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    for row in table:
        writer.writerow(row)
        if stream.tell() > BLOCK:
            yield stream.getvalue().encode()
            stream.seek(0)
            stream.truncate()
    yield stream.getvalue().encode()


def _xlsx(table, title):
    with xlsx_files.write(table, title=title) as stream:
        while block := stream.read(BLOCK):
            yield block


def rows(kind, listings):
    """Lists of cells, the headers first. No cell is anything that a spreadsheet would run."""
    columns = [column for name, column in kind.columns.items() if name not in kind.only_compared]
    yield [column.label for column in columns]
    vocabulary = Vocabulary()
    model = listings.model
    keys = list(listings.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        contents = take_many(model, batch)
        status = dict(QuerySet(model).filter(pk__in=batch).order_by().values_list("pk", "status"))
        found = {pk: contents[pk] for pk in batch if pk in contents}
        for values in kind.exported(model, found, status):
            yield [neutralised(column.show(values.get(column.name), vocabulary)) for column in columns]
