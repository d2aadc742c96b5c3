"""What waits for somebody at the desk, as counts that lead to the filtered list: first page and weekly mail."""

from dataclasses import dataclass
from itertools import chain

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from . import roles, translation_totals
from .clock import NAMES
from .long_lists import Number, counted
from .models import Publishable, Status
from .translation_lists import totals
from .workflow import at_stage, drafts_of, sent_back

DECIDE, MEND, TRANSLATE, CHECK = "decide", "mend", "translate", "check"
_sources = []


@dataclass(frozen=True)
class Task:
    """`count` things to do, and the list that shows them. `group` is one of DECIDE, MEND, TRANSLATE, CHECK."""

    group: str
    title: str
    count: int
    url: str

    @property
    def number(self):
        """The count as shown: "7", or "1000+"."""
        return str(Number(self.count))


def source(function):
    """Registers `function(account)`, which yields Tasks; those without anything to do are left out."""
    _sources.append(function)
    return function


def tasks(account):
    """[Task, …] of everything that waits for `account`."""
    return [task for task in chain.from_iterable(found(account) for found in _sources) if task.count]


def grouped(found):
    """[(heading, [Task, …]), …] without empty groups."""
    headings = {
        DECIDE: _("To decide"),
        MEND: _("To mend"),
        CHECK: _("To check"),
        TRANSLATE: _("To translate"),
    }
    rows = [(heading, [task for task in found if task.group == group]) for group, heading in headings.items()]
    return [(heading, group) for heading, group in rows if group]


def list_url(model, **parameters):
    """The list of `model` in the admin, filtered."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    return f"{address}?{query}" if query else address


def names(model):
    return capfirst(str(model._meta.verbose_name_plural))


@source
def stages(account):
    """What is in review, for who may decide; what was sent back and drafts, for who may go on with them."""
    for model in apps.get_models():
        if not issubclass(model, Publishable) or not admin.site.is_registered(model):
            continue
        every, words = model.objects.all(), {"objects": names(model)}
        if roles.may_publish(account, model):
            title, found = _("In review: %(objects)s"), at_stage(every, Status.IN_REVIEW)
            yield _at_stage(DECIDE, title % words, found, Status.IN_REVIEW)
        if roles.may(account, "change", model):
            yield _at_stage(MEND, _("Sent back: %(objects)s") % words, sent_back(every), "sent-back")
            title, found = _("Drafts: %(objects)s"), at_stage(every, Status.DRAFT)
            yield _at_stage(MEND, title % words, found, Status.DRAFT)
        elif roles.only_translates(account, model):
            title, found = _("To submit: %(objects)s"), drafts_of(every, account)
            yield _at_stage(TRANSLATE, title % words, found, "mine")


def _at_stage(group, title, found, stage):
    return Task(group, title, counted(found), list_url(found.model, stage=stage))


@source
def translations(account):
    """The objects by language, state and list, of what the account may edit."""
    languages, states = dict(settings.LANGUAGES), dict(NAMES)
    for found in totals(account, translation_totals.objects_of_models):
        if not found.may_edit:
            continue
        for language, counts in found.counts.items():
            for state, count in counts.items():
                title = f"{capfirst(languages[language])}, {names(found.model)}: {states[state]}"
                yield Task(TRANSLATE, title, count, found.url(language, state))
