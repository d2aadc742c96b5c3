"""What becomes of a listing's letters when it is forgotten, which may be what one of them asks for."""

from django.db.models import Q

from desk.forgetting import also
from directory.forgetting import names_in_full
from directory.models import Clinic, Specialist

from .models import Letter


@also
def letters(model, pk, contents):
    """Those that are done go. Whoever waits for an answer gets one: their words go as soon as purging.py says."""
    if model not in (Specialist, Clinic):
        return
    is_about = Q(**{model._meta.model_name: pk})
    names = names_in_full(model, contents)
    is_about |= Q(specialist=None, clinic=None, listing_name__in=names)  # where it was deleted before
    waiting = Letter.objects.to_answer().values("pk")
    Letter.objects.filter(is_about).exclude(pk__in=waiting).delete()
