"""What the desk decides about a correction, once; it can be taken back while nobody was answered."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from modeltranslation.settings import DEFAULT_LANGUAGE

from desk.models import Revision
from desk.saving import content_to_edit, name_of, save, working_version
from desk.snapshots import columns
from directory.models import Correction
from directory.models.listing import FACTS
from directory.phones import country_of, dialable

from .facts import is_yes_or_no

State = Correction.State


def values_now(correction):
    """{field: value} of the listing, of those that the reader proposes to change."""
    return {name: getattr(correction.listing, name) for name in correction.proposed}


def values_proposed(correction):
    """The same of the version that waits to be published; {} where none does."""
    working = working_version(correction.listing) if correction.listing.is_published else None
    return {name: working.content["fields"][name] for name in correction.proposed} if working else {}


def seen_now(correction):
    """What a decision about it rests on."""
    return {"page": values_now(correction), "waiting": values_proposed(correction)}


def needs_source(correction):
    """Whether it states a fact, which is published with the place where it was checked."""
    return is_yes_or_no(correction.fact) and None not in correction.proposed.values()


def to_write(correction):
    """{field: value} that the listing would say. Raises ValidationError for a number that cannot be dialled."""
    number = correction.proposed.get("phone")
    if not number:
        return correction.proposed
    return {**correction.proposed, "phone": dialable(number, country_of(correction.listing))}


def accepted(correction):
    """The same, or what was proposed where that cannot be written."""
    try:
        return to_write(correction)
    except ValidationError:
        return correction.proposed


def is_on_the_page(correction):
    """Whether readers see what was proposed. What is told in words only, nobody but a person can compare."""
    listing = correction.listing
    return listing.is_published and bool(correction.proposed) and values_now(correction) == accepted(correction)


@transaction.atomic
def accept(correction, *, by, source="", is_all_checked=False, seen=None):
    """Write what the reader proposes into the listing; who may not publish it makes a proposal of it.

    A stated fact needs its `source`. The day and source of the listing become today's only if `is_all_checked`, or
    if it states no other fact; else the source of this fact is added to that of the others. `seen` is the
    seen_now() that the decision was made on. Raises ValidationError where the listing cannot say that,
    PermissionDenied where `by` may not change it; then nothing is changed.
    """
    correction = _locked(correction)
    _expect(correction.is_open, _("Somebody has decided about this already."))
    _expect(correction.proposed, _("There is no value that could be accepted. Please take it over by hand."))
    listing = _lock_listing(correction)
    is_as_seen = seen in (None, seen_now(correction))
    _expect(is_as_seen, _("The page was changed since you opened this. Please look at it again."))
    content, _working = content_to_edit(listing, by)
    check = _check(correction, source, content["fields"], is_all_checked)
    content = {**content, "fields": {**content["fields"], **to_write(correction), **check}}
    _refuse_impossible(listing, content)
    save(type(listing), listing.pk, content, by=by, action=Revision.Action.CORRECTED, comment=source[:300])
    _decide(correction, State.ACCEPTED, by)


def take_over(correction, *, by):
    """An editor has put it right in the listing's own form."""
    _decide_open(correction, State.ACCEPTED, by)


def decline(correction, *, by, reason, note=""):
    _decide_open(correction, State.DECLINED, by, reason=reason, note=note)


@transaction.atomic
def reopen(correction):
    """Take the decision back. What was written into the listing stays there."""
    correction = _locked(correction)
    _expect(correction.may_be_reopened, _("This cannot be opened again."))
    _set(correction, state=State.OPEN, decided_at=None, decided_by=None, decided_by_name="", reason="")


@transaction.atomic
def _decide_open(correction, state, by, **known):
    correction = _locked(correction)
    _expect(correction.is_open, _("Somebody has decided about this already."))
    _decide(correction, state, by, **known)


def _decide(correction, state, by, **known):
    named = {"decided_at": timezone.now(), "decided_by": by, "decided_by_name": name_of(by)[:150]}
    _set(correction, state=state, **named, **known)


def _locked(correction):
    """As it is now, and nobody else decides about it until the transaction ends."""
    return Correction.objects.select_for_update().get(pk=correction.pk)


def _lock_listing(correction):
    """As it is now; what somebody else saves meanwhile waits, and is not overwritten."""
    role = "specialist" if correction.specialist_id else "clinic"
    model = correction._meta.get_field(role).related_model
    listing = model._base_manager.select_for_update(of=["self"]).get(pk=getattr(correction, f"{role}_id"))
    setattr(correction, role, listing)
    return listing


def _set(correction, **values):
    Correction.objects.filter(pk=correction.pk).update(**values)


def _check(correction, source, before, is_all_checked):
    """What the listing says of its check, once a fact is stated on this source; `before` are its fields."""
    if not needs_source(correction):
        return {}
    _expect(source, _("Please say where this was checked."))
    if is_all_checked or not before["checked_on"]:
        return {"checked_on": timezone.localdate().isoformat(), "source": source, "source_url": _url(source)}
    return {"source": _with_source(correction, before["source"], source)}


def _with_source(correction, before, source):
    """The source of the listing's facts, with that of one of them and its day; in German, as texts begin in it.

    An earlier one of the same fact gives way: it tells of a value that the listing does not state any more.
    """
    with override(DEFAULT_LANGUAGE):
        day = formats.date_format(timezone.localdate(), "SHORT_DATE_FORMAT")
        name = capfirst(correction.get_fact_display())
        facts = "|".join(re.escape(capfirst(str(Correction.Fact(fact).label))) for fact in FACTS)
    earlier = rf"; {re.escape(name)}: .*?(?=$|; (?:{facts}): )"
    added = f"{re.sub(earlier, '', before)}; {name}: {source}, {day}"
    most = correction.listing._meta.get_field("source").max_length
    message = _(
        "With it, the source of the listing would have %(length)d characters; at most %(most)d fit. Please say it "
        "shorter, or check all facts of the listing."
    )
    _expect(len(added) <= most, message % {"length": len(added), "most": most})
    return added


def _url(source):
    try:
        URLValidator(schemes=["http", "https"])(source)
    except ValidationError:
        return ""
    return source


def _refuse_impossible(listing, content):
    """The model's own rules, asked before the database is."""
    candidate = type(listing)._base_manager.get(pk=listing.pk)
    for field in columns(type(listing)):
        setattr(candidate, field.attname, field.to_python(content["fields"][field.name]))
    candidate.full_clean()


def _expect(is_so, message):
    if not is_so:
        raise ValidationError(message)
