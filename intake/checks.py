"""What is asked of a form before what it says: in this order, whatever it is about."""

from . import refusals
from .origin import is_from_this_site


def refusal(request, page):
    """(status, text) of why the form is not taken as it came, or None.

    `page.is_as_asked` says whether it has the form's own fields, `page.sent_token` is the token it brought.
    """
    if not is_from_this_site(request):
        return 403, refusals.from_elsewhere()
    if not page.is_as_asked:
        return 400, refusals.does_not_fit()
    if page.sent_token is None:
        return 200, refusals.too_old()
    return None


def has_fields(posted, wanted, optional=()):
    """Whether a request has these fields and no others, each once; the optional ones may be missing."""
    sent = dict(posted.lists())
    return set(wanted) - set(optional) <= sent.keys() <= set(wanted) and all(
        len(values) == 1 for values in sent.values()
    )
