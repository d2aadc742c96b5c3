"""The answer that is suggested to an editor, in the language of who wrote the letter."""

from datetime import date

from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory.corrections.facts import facts_of, is_shown, label, says
from directory.importing.identities import KEYS

from .models import LegalPage, Letter
from .purging import DAYS_AFTER_CLOSING

Subject = Letter.Subject


def suggested_answer(letter, absolute):
    """A text for an editor to check and complete; `absolute(path)` gives a whole address."""
    with translation.override(letter.language):
        day = formats.date_format(timezone.localtime(letter.sent_at), "DATE_FORMAT")
        paragraphs = [
            _("Good day,"),
            _("thank you for your letter of %(day)s.") % {"day": day},
            *_outcome(letter, absolute),
            _("We delete your e-mail address and what you wrote %(days)d days after this answer.")
            % {"days": DAYS_AFTER_CLOSING},
            _("The editors of Konsil"),
        ]
    return "\n\n".join(paragraphs)


def _outcome(letter, absolute):
    if letter.subject == Subject.OBJECTION:
        return _of_objection(letter, absolute)
    if letter.subject == Subject.ACCESS:
        return _of_access(letter, absolute)
    return ["[…]"]


def _of_objection(letter, absolute):
    if letter.listing is None:
        yield _("We have followed your objection: the entry is deleted, with all its earlier versions.")
    elif not letter.listing.is_published:
        yield _("We have taken the entry off the site: its page and the lists do not show it any more.")
    else:
        yield _("We have checked your objection. The entry stays on the site, for these reasons:")
        yield "[…]"
        yield _("You can complain to a data protection authority. They are named here:")
        yield absolute(_privacy())


def _of_access(letter, absolute):
    if letter.listing is None:
        yield _("Nothing is stored about you in the directory any more.")
        return
    listing = type(letter.listing).objects.for_page().get(pk=letter.listing.pk)
    yield _("This is what the entry states:")
    yield "\n".join(_stored(listing))
    if listing.is_published:
        yield absolute(listing.get_absolute_url())
    yield _("Its earlier versions are kept, and which editor changed it when. Readers do not see them.")
    yield _("What it is for, on which legal basis, who receives it, and which rights you have:")
    yield absolute(_privacy())


def _stored(listing):
    """["Telephone: +49 …", …] of everything that the entry states, also what is not published."""
    for fact in facts_of(listing):
        if is_shown(fact):
            yield _line(label(listing, fact), says(listing, fact))
    numbers = [name for name in KEYS[type(listing)] if name != "slug"]  # to compare with registers
    for name in ["profile", "photo", *numbers, "checked_on", "source"]:
        value = getattr(listing, name, None)
        if value:
            words = formats.date_format(value) if isinstance(value, date) else value
            yield _line(capfirst(listing._meta.get_field(name).verbose_name), words)


def _line(name, value):
    return _("%(name)s: %(value)s") % {"name": name, "value": value}


def _privacy():
    return reverse("legal:page", args=[LegalPage.Slug.PRIVACY])
