"""What listings ask for: contact, coordinates, a check of their facts, and the corrections of readers."""

from django.utils.translation import gettext as _

from desk import roles
from desk.long_lists import counted
from desk.work_list import CHECK, DECIDE, MEND, Task, list_url, names, source

from .freshness import by_freshness
from .models import Clinic, Correction, Specialist
from .models.listing import NO_CONTACT


def lacking(queryset, what):
    """Of `queryset` what has no "contact" or no "coordinates"."""
    if what == "contact":
        return queryset.filter(NO_CONTACT)
    return queryset.filter(latitude=None)


@source
def listings(account):
    for model in (Specialist, Clinic):
        if not roles.may(account, "change", model):
            continue
        published, words = model.objects.published(), {"objects": names(model)}
        found = counted(lacking(published, "contact"))
        url = list_url(model, lacks="contact", stage="published")
        yield Task(MEND, _("Without any contact: %(objects)s") % words, found, url)
        if model is Clinic:
            found = counted(lacking(published, "coordinates"))
            url = list_url(model, lacks="coordinates", stage="published")
            yield Task(MEND, _("Without coordinates: %(objects)s") % words, found, url)
        for check, title in (
            ("stale", _("Checked more than two years ago: %(objects)s")),
            ("never", _("Never checked: %(objects)s")),
        ):
            url = list_url(model, check=check, stage="published")
            yield Task(CHECK, title % words, counted(by_freshness(published, check)), url)


@source
def corrections(account):
    if roles.may(account, "change", Correction):
        waiting = Correction.objects.open()
        yield Task(DECIDE, _("Corrections from readers"), counted(waiting), list_url(Correction, state="open"))
        unanswered = Correction.objects.waiting_for_answer()
        url = list_url(Correction, state="waiting")
        yield Task(DECIDE, _("Readers waiting for an answer"), counted(unanswered), url)
