"""QR codes for templates to draw: segno's modules, as a path without style attributes, which the CSP refuses."""

from itertools import groupby

import segno

QUIET_ZONE = 4  # modules of white around it, which readers need


def qr_code(text):
    """The side in modules, quiet zone included, and the path of the dark modules: {side, path}.

    The path is to be stroked, one unit wide. Raises segno.DataOverflowError beyond 2,953 bytes.
    """
    rows = list(segno.make_qr(text).matrix_iter(border=QUIET_ZONE))
    return {"side": len(rows), "path": "".join(_runs(rows))}


def _runs(rows):
    for y, row in enumerate(rows):
        x = 0
        for is_dark, modules in groupby(row):
            length = len(list(modules))
            if is_dark:
                yield f"M{x} {y}.5h{length}"
            x += length
