"""Shelves in the database, for workers to start from; what is older in the log of changes is then forgotten.

A payload is the length of its head, the head as JSON, and the blocks that the head names, one after the other.
"""

import json
import logging
import sys
from array import array

from django.db import connection, transaction
from django.db.models import Max
from pyroaring import BitMap

from directory.models import Change, ForgottenChanges, StoredBitmaps

from . import log
from .checks import Checks
from .loading import KINDS
from .packed_texts import PackedTexts
from .points import Points
from .postings import Postings
from .segment import Segment
from .shelf import Shelf

logger = logging.getLogger(__name__)
LAYOUT = 3
LOCK = 4_017_243_155  # an advisory lock: one worker stores, the others go on
PIECE = 1_000_000  # bytes; for what came at once, the driver keeps room as long as it is connected
PIECES = """
SELECT position, substr(payload, at + 1, %(size)s)
FROM directory_storedbitmaps, generate_series(0, length(payload), %(size)s) AS at
WHERE id = (SELECT max(id) FROM directory_storedbitmaps WHERE layout = %(layout)s AND era = %(era)s) ORDER BY at
"""


def load(era):
    """(position, {model: Shelf}) as last stored, or None where nothing fits this code, machine and era."""
    with connection.cursor() as cursor:
        cursor.execute(PIECES, {"size": PIECE, "layout": LAYOUT, "era": era})
        rows = cursor.fetchall()
    if not rows:
        return None
    try:
        return rows[0][0], _read(b"".join(piece for _position, piece in rows))
    except (ValueError, KeyError, TypeError):
        logger.exception("The stored bitmaps cannot be read; all listings are.")
        return None


@transaction.atomic
def save(era, position, shelves):
    """Store them in place of what is stored, unless that is newer or another worker is at it. Whether it did."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return False
    if ForgottenChanges.objects.filter(era=era, before__gt=log.first_unseen(position)).exists():
        return False  # nobody could start from them
    payload = _written({model: shelf.packed() for model, shelf in shelves.items()})
    made = StoredBitmaps.objects.create(layout=LAYOUT, era=era, position=position, payload=payload)
    StoredBitmaps.objects.exclude(pk=made.pk).delete()
    _forget(era, log.first_unseen(position))
    return True


def _forget(era, before):
    """Changes that every position from now on has seen. Their number stays, as part of the version."""
    kept = ForgottenChanges.objects.select_for_update().get_or_create(pk=1)[0]
    if kept.era != era:
        kept.era, kept.before, kept.latest = era, 0, 0
    seen = Change.objects.exclude(era=era, transaction__gte=before)
    latest = seen.filter(era=era).aggregate(Max("transaction"))["transaction__max"] or 0
    kept.before, kept.latest = max(kept.before, before), max(kept.latest, latest)
    kept.rows += seen.delete()[0]
    kept.save()


def _written(shelves):
    head, blocks = {"byteorder": sys.byteorder}, []
    for kind, model in KINDS.items():
        segment = shelves[model].base
        days, words, points = segment.checks.days, segment.words, segment.points
        parts = [segment.ids.tobytes(), segment.by_id.tobytes(), segment.names.ends.tobytes(), segment.names.block]
        parts += [words.words.ends.tobytes(), words.words.block, words.starts.tobytes(), words.ordinals.tobytes()]
        parts += [points.places.tobytes(), points.ends.tobytes(), points.members.tobytes()]
        parts += [bitmap.serialize() for bitmap in (*segment.values.values(), *days.values())]
        head[kind] = {"values": list(segment.values), "days": list(days), "sizes": [len(part) for part in parts]}
        blocks += parts
    head = json.dumps(head).encode()
    return b"".join([len(head).to_bytes(8, "big"), head, *blocks])


def _read(payload):
    size = int.from_bytes(payload[:8], "big")
    head, at = json.loads(payload[8 : 8 + size]), 8 + size
    if head["byteorder"] != sys.byteorder:
        raise ValueError(head["byteorder"])
    shelves = {}
    for kind, model in KINDS.items():
        parts = []
        for length in head[kind]["sizes"]:
            parts.append(payload[at : at + length])
            at += length
        shelves[model] = Shelf(_segment(head[kind]["values"], head[kind]["days"], *parts))
    if at != len(payload):
        raise ValueError(at)
    return shelves


def _segment(values, days, ids, by_id, ends, block, word_ends, word_block, starts, ordinals, *rest):
    points, bitmaps = Points(*rest[:3]), rest[3:]
    ids, bitmaps = array("q", ids), [BitMap.deserialize(bitmap) for bitmap in bitmaps]
    return Segment(
        ids=ids,
        names=PackedTexts(block, array("I", ends)),
        values=dict(zip(map(tuple, values), bitmaps[: len(values)], strict=True)),
        checks=Checks(zip(days, bitmaps[len(values) :], strict=True)),
        points=points,
        live=BitMap(range(len(ids))),
        by_id=array("I", by_id),
        words=Postings(PackedTexts(word_block, array("I", word_ends)), array("I", starts), array("I", ordinals)),
    )
