"""What the desk can do about mails that were given up."""

from django.db.models.functions import Now
from django.utils import timezone

from enquiries.models import Mail, Outcome


def try_again(queryset):
    """Put back those that may still be sent; how many. Who was told of a failure is not surprised."""
    may = queryset.filter(dead_at__isnull=False).exclude(
        kind=Mail.Kind.FORWARD, enquiry__outcome=Outcome.UNDELIVERABLE
    )
    number = 0
    for mail in may:
        if not Mail.objects.waiting().filter(enquiry=mail.enquiry_id, kind=mail.kind).exists():
            number += Mail.objects.filter(pk=mail.pk, dead_at__isnull=False).update(
                dead_at=None, noted_at=None, tries=0, wanted_at=Now(), due_at=Now()
            )
    return number


def note(queryset):
    """Somebody has seen them and done what there was to do; how many."""
    return queryset.dead().update(noted_at=timezone.now())
