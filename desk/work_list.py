"""What waits for somebody at the desk, as counts that lead to the filtered list: first page and weekly mail."""

from dataclasses import dataclass
from itertools import chain

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from . import roles, stages, translation_totals
from .clock import NAMES
from .long_lists import Number, counted
from .models import Publishable, Status
from .translation_lists import totals

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
def steps(account):
    """What is in review, for who may decide; what was sent back and drafts, for who may go on with them."""
    for model in apps.get_models():
        if not issubclass(model, Publishable) or not admin.site.is_registered(model):
            continue
        if roles.may_publish(account, model):
            yield _at_stage(DECIDE, _("In review: %(objects)s"), model, Status.IN_REVIEW, account)
        if roles.may(account, "change", model):
            yield _at_stage(MEND, _("Sent back: %(objects)s"), model, stages.SENT_BACK, account)
            yield _at_stage(MEND, _("Drafts: %(objects)s"), model, stages.NOT_SENT_BACK, account)
        elif roles.only_translates(account, model):
            yield _at_stage(MEND, _("Sent back: %(objects)s"), model, stages.MINE_SENT_BACK, account)
            yield _at_stage(TRANSLATE, _("To submit: %(objects)s"), model, stages.MINE, account)


def _at_stage(group, title, model, stage, account):
    found = stages.at_stage(model.objects.all(), stage, account)
    return Task(group, title % {"objects": names(model)}, counted(found), list_url(model, stage=stage))


@source
def translations(account):
    """The objects by language, state and list, of what the account may edit."""
    languages, states = dict(settings.LANGUAGES), dict(NAMES)
    for found in totals(account, translation_totals.objects_of_models):
        if not found.may_edit:
            continue
        for language, counts in found.counts.items():
            for state, count in counts.items():
                words = {"language": capfirst(languages[language]), "objects": names(found.model)}
                title = _("%(language)s, %(objects)s: %(state)s") % {**words, "state": states[state]}
                yield Task(TRANSLATE, title, count, found.url(language, state))
