"""Which column of a kind stands under which header of a file."""

import re
from functools import cache

from django.conf import settings
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from .kinds import KINDS
from .refusals import FileRefusedError
from .words import folded

LINE, REASON = gettext_lazy("Line"), gettext_lazy("Reason")


def plain(header):
    """Headers are compared without case, accents, underscores and signs."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", folded(header)).split())


@cache
def known(kind_name):
    """{plain header: name of the column} in all languages."""
    kind = KINDS[kind_name]
    return {plain(header): column.name for column in kind.columns.values() for header in column.headers}


@cache
def notes():
    """The headers that the list of refused rows has besides those of the file, in all languages."""
    found = set()
    for language in settings.MODELTRANSLATION_LANGUAGES:
        with override(language):
            found |= {plain(str(LINE)), plain(str(REASON))}
    return found


def count_known(headers, kind=None):
    """How many of `headers` are known, of one kind or of the kind that knows most."""
    names = [kind.name] if kind else KINDS
    return max(sum(plain(header) in known(name) for header in headers if header) for name in names)


def guess_kind(headers):
    """The kind whose headers these are. Raises FileRefusedError where it is not clear."""
    fitting = [
        kind
        for kind in KINDS.values()
        if not kind.lacks([known(kind.name).get(plain(header)) for header in headers])
        and count_known(headers, kind) == count_known(headers)
    ]
    if len(fitting) == 1:
        return fitting[0]
    raise FileRefusedError(_("The headers do not show what is in the file. Say which kind it is."), 1)


def match(headers, kind):
    """The names of the columns, in the order of the file; None under a blank header, "" where nothing is read.

    Raises FileRefusedError and names what is unknown or there twice.
    """
    columns = known(kind.name) | dict.fromkeys(notes(), "")
    names = [columns.get(plain(header)) if header else None for header in headers]
    unknown = [header for header, name in zip(headers, names, strict=True) if header and name is None]
    if unknown:
        labels = ", ".join(column.label for column in kind.columns.values())
        wrong = {"headers": ", ".join(_("“%(text)s”") % {"text": header} for header in unknown), "known": labels}
        raise FileRefusedError(_("Unknown headers: %(headers)s. Known are: %(known)s.") % wrong, 1)
    twice = sorted({kind.columns[name].label for name in names if name and names.count(name) > 1})
    if twice:
        raise FileRefusedError(_("There twice: %(headers)s.") % {"headers": get_text_list(twice, _("and"))}, 1)
    if lack := kind.lacks(names):
        raise FileRefusedError(lack, 1)
    return names
