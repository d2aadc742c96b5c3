"""The kinds of files, by name."""

from desk import roles

from .affiliations import AFFILIATIONS
from .clinics import CLINICS
from .specialists import SPECIALISTS
from .treatments import TREATMENTS

KINDS = {kind.name: kind for kind in (SPECIALISTS, CLINICS, AFFILIATIONS, TREATMENTS)}


def may_import(account, kind):
    """Whether `account` may import some of the rows of a kind; of treatments each row is asked for again."""
    return any(roles.may(account, "import", model) for model in kind.models)


def may_import_any(account):
    return any(may_import(account, kind) for kind in KINDS.values())
