"""Enquiries sealed anew, one by one, while the site goes on."""

from django.db import transaction

from . import keyring
from .models import Enquiry


def rotate():
    """(how many were sealed anew with the newest key, how many no key opens)."""
    old = Enquiry.objects.exclude(sealed_with=keyring.newest())
    results = [_seal_anew(pk) for pk in list(old.values_list("pk", flat=True))]
    return results.count(True), results.count(False)


@transaction.atomic
def _seal_anew(pk):
    """True; False when no key opens it; None when it is gone or was done meanwhile."""
    enquiry = Enquiry.objects.select_for_update(of=["self"]).filter(pk=pk).first()
    if enquiry is None or enquiry.sealed_with == keyring.newest():
        return None
    try:
        sealed, key = enquiry.contents().sealed()
    except keyring.SealedError:
        return False
    Enquiry.objects.filter(pk=pk).update(sealed=sealed, sealed_with=key)
    return True
