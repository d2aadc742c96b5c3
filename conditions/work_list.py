"""What medical texts ask for: reviews that are due, and marks that lead nowhere."""

from datetime import timedelta
from functools import partial

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from desk import roles, web_addresses
from desk.long_lists import counted
from desk.work_list import CHECK, MEND, Task, list_url, names, source

from .broken_marks import broken_marks, web_links
from .models import Condition, Therapy

for model in (Condition, Therapy):
    web_addresses.in_texts(model, partial(web_links, model))


def due_this_month(queryset):
    """Published texts whose next review is due by the end of this month, or was."""
    today = timezone.localdate()
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return queryset.published().filter(next_review_on__lt=next_month)


def not_reviewed(queryset):
    return queryset.published().filter(Q(reviewed_on=None) | Q(next_review_on=None))


@source
def texts(account):
    for model in (Condition, Therapy):
        if not roles.may(account, "change", model):
            continue
        due, never = due_this_month(model.objects.all()), not_reviewed(model.objects.all())
        words = {"objects": names(model)}
        url, title = list_url(model, review="due"), _("Review due this month: %(objects)s")
        yield Task(CHECK, title % words, counted(due), url)
        url, title = list_url(model, review="missing"), _("Published without a medical review: %(objects)s")
        yield Task(CHECK, title % words, counted(never), url)
        url = list_url(model, broken="yes")
        yield Task(MEND, _("Broken links or citations: %(objects)s") % words, len(broken_marks(model)), url)
