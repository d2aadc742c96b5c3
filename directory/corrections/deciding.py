"""What the desk decides about a correction, once; it can be taken back while nobody was answered."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.models import Revision
from desk.saving import content_to_edit, name_of, save
from desk.snapshots import columns
from directory.models import Correction

from .facts import is_yes_or_no

State = Correction.State


def values_now(correction):
    """{field: value} of the listing, of those that the reader proposes to change."""
    return {name: getattr(correction.listing, name) for name in correction.proposed}


def is_on_the_page(correction):
    """Whether readers see what was proposed. What is told in words only, nobody but a person can compare."""
    listing = correction.listing
    return listing.is_published and bool(correction.proposed) and values_now(correction) == correction.proposed


@transaction.atomic
def accept(correction, *, by, source="", seen=None):
    """Write what the reader proposes into the listing; who may not publish it makes a proposal of it.

    A stated fact needs its `source`, and was checked today. `seen` is the values_now() that the decision was made
    on. Raises ValidationError where the listing cannot say that, PermissionDenied where `by` may not change it;
    then nothing is changed.
    """
    correction = _locked(correction)
    _expect(correction.is_open, _("Somebody has decided about this already."))
    _expect(correction.proposed, _("There is no value that could be accepted. Please take it over by hand."))
    listing = _lock_listing(correction)
    now = values_now(correction)
    _expect(seen in (None, now), _("The page was changed since you opened this. Please look at it again."))
    content, _working = content_to_edit(listing, by)
    content = {**content, "fields": {**content["fields"], **correction.proposed, **_check(correction, source)}}
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
    _expect(not correction.is_open and correction.answered_at is None, _("This cannot be opened again."))
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


def _check(correction, source):
    """What the listing says of its last check, once a fact is stated on this source."""
    if not is_yes_or_no(correction.fact) or None in correction.proposed.values():
        return {}
    _expect(source, _("Please say where this was checked."))
    return {"checked_on": timezone.localdate().isoformat(), "source": source, "source_url": _url(source)}


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
