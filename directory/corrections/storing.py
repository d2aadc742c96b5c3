from django.db import transaction

from directory.models import Correction

from . import limits


@transaction.atomic
def store(correction, *, network):
    """Keep what a reader sent, once, however often the form is sent.

    `network` is the reader's (desk.client_address); it is counted, not kept. Raises
    intake.limits.TooManyError; then nothing is kept.
    """
    if Correction.objects.filter(form_key=correction.form_key).exists():
        return
    limits.count(network, correction.listing)
    # no error where two requests race for the same key: PostgreSQL would quote the reader's words in it
    Correction.objects.bulk_create([correction], ignore_conflicts=True)
