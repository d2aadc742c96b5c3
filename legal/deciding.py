"""What the desk decides about a letter, once; it can be taken back while nobody was answered."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.saving import name_of

from .models import Letter

State = Letter.State


@transaction.atomic
def close(letter, *, by, note=""):
    """It is done what the letter asks for; an answer may still be due."""
    if not _locked(letter).is_open:
        raise ValidationError(_("Somebody has decided about this already."))
    named = {"decided_at": timezone.now(), "decided_by": by, "decided_by_name": name_of(by)[:150]}
    _set(letter, state=State.DONE, note=note, **named)


@transaction.atomic
def reopen(letter):
    if not _locked(letter).may_be_reopened:
        raise ValidationError(_("This cannot be opened again."))
    _set(letter, state=State.OPEN, decided_at=None, decided_by=None, decided_by_name="")


def _locked(letter):
    """As it is now, and nobody else decides about it until the transaction ends."""
    return Letter.objects.select_for_update().get(pk=letter.pk)


def _set(letter, **values):
    Letter.objects.filter(pk=letter.pk).update(**values)
