"""The answer that is suggested to an editor, in the language of the reader who left an address."""

from django.utils import translation
from django.utils.translation import gettext as _

from directory.models import Correction

from .deciding import is_on_the_page
from .facts import label
from .purging import DAYS_AFTER_ANSWER

Reason, State = Correction.Reason, Correction.State


def suggested_answer(correction, page_url):
    """A text for an editor to check and change."""
    with translation.override(correction.language):
        about = {"name": correction.listing.name, "statement": label(correction.listing, correction.fact)}
        paragraphs = [
            _("Good day,"),
            _("thank you for your message about the page of %(name)s (%(statement)s).") % about,
            _outcome(correction),
            page_url,
            _("We delete your e-mail address %(days)d days after this answer.") % {"days": DAYS_AFTER_ANSWER},
            _("The editors of Konsil"),
        ]
    return "\n\n".join(paragraphs)


def _outcome(correction):
    if correction.state == State.DECLINED:
        return _declined()[correction.reason]
    if is_on_the_page(correction):
        return _("You were right. We have corrected the page:")
    if correction.proposed:
        return _("You were right. We have prepared the correction; it appears on the page once it is released:")
    return _("You were right. We have taken it over for the page:")


def _declined():
    return {
        Reason.CONFIRMED: _("We have checked it. The page is right, so it stays as it is:"),
        Reason.NOT_CONFIRMED: _("We could not confirm it so far, so the page stays as it is for now:"),
        Reason.KNOWN: _("We had heard of it already. This is the page:"),
        Reason.NO_CORRECTION: _("It is not about a statement on the page, so the page stays as it is:"),
    }
