"""The web addresses that our content names, and which of them lead nowhere any more.

A model says in `web_addresses` which of its fields hold one, and what stands before it: {"doi": "https://doi.org/"}.
Addresses inside texts are found by a function (in_texts).
"""

import re
from functools import reduce
from operator import or_

from django.apps import apps
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import roles
from .long_lists import counted
from .models import LinkCheck
from .snapshots import owned
from .work_list import MEND, Task, list_url, names, source

PARAMETER, BROKEN = "web", "broken"
WEB_ADDRESS = re.compile(r"https?://[^/?#\s][^\s]{0,480}", re.IGNORECASE)  # not ftp, not a typing error
_in_texts = {}


def in_texts(model, function):
    """`function()` gives {address: keys} of the objects of `model` whose texts link to it."""
    _in_texts[model] = function


def named():
    """The set of all addresses that are to be asked."""
    found = {address for function in _in_texts.values() for address in function()}
    for model in apps.get_models():
        for field, prefix in _fields(model).items():
            rows = QuerySet(model).exclude(**{field: ""}).exclude(**{field: None}).order_by()
            found |= {f"{prefix}{value}" for value in rows.values_list(field, flat=True).distinct()}
    return {address for address in found if WEB_ADDRESS.fullmatch(address)}


def _fields(model):
    return getattr(model, "web_addresses", {})


def _columns(model):
    """[(model, the name by which it knows the key of the object, field, prefix), …] of it and the rows it owns."""
    places = [(model, "pk"), *((row_model, owner.attname) for row_model, owner in owned(model).values())]
    return [(found, key, field, prefix) for found, key in places for field, prefix in _fields(found).items()]


def has_addresses(model):
    return bool(_columns(model)) or model in _in_texts


def with_broken(queryset):
    """Of `queryset` the objects that name a broken address."""
    broken = LinkCheck.objects.broken().order_by()
    # a union of keys, each found by an index from the few addresses that are broken
    parts = [
        QuerySet(model).exclude(**{field: ""}).filter(**{f"{field}__in": _without(prefix, broken)}).values(key)
        for model, key, field, prefix in _columns(queryset.model)
    ]
    found = (
        [Q(pk__in=parts[0].order_by().union(*(part.order_by() for part in parts[1:]), all=True))] if parts else []
    )
    if queryset.model in _in_texts:
        gone = set(broken.values_list("address", flat=True))
        linked = _in_texts[queryset.model]() if gone else {}
        found.append(Q(pk__in={pk for address in gone & linked.keys() for pk in linked[address]}))
    return queryset.filter(reduce(or_, found))


def _without(prefix, checks):
    if not prefix:
        return checks.values("address")
    rest = Substr("address", len(prefix) + 1)
    return checks.filter(address__startswith=prefix).annotate(rest=rest).values("rest")


@source
def broken_addresses(account):
    for model in apps.get_models():
        if admin.site.is_registered(model) and has_addresses(model) and roles.may(account, "change", model):
            title = _("Broken web addresses: %(objects)s") % {"objects": names(model)}
            found = counted(with_broken(model._default_manager.all()))
            yield Task(MEND, title, found, list_url(model, **{PARAMETER: BROKEN}))


class BrokenFilter(admin.SimpleListFilter):
    title = gettext_lazy("web addresses")
    parameter_name = PARAMETER

    def lookups(self, request, model_admin):
        return [(BROKEN, _("Lead nowhere"))]

    def queryset(self, request, queryset):
        return with_broken(queryset) if self.value() == BROKEN else queryset


class WebAddressLists:
    """For the admin of a model with web addresses; of one without, it changes nothing."""

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), *([BrokenFilter] if has_addresses(self.model) else [])]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and _fields(self.model):
            _note(context["adminform"].form, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def _note(form, obj):
    """Say beside each field that holds a broken address what came of asking it."""
    addresses = {field: f"{prefix}{getattr(obj, field)}" for field, prefix in _fields(type(obj)).items()}
    checks = {check.address: check for check in LinkCheck.objects.broken().filter(address__in=addresses.values())}
    for name, address in addresses.items():
        if address in checks and name in form.fields:
            check, field = checks[address], form.fields[name]
            note = _("This address has led nowhere since %(day)s: %(outcome)s.") % {
                "day": date_format(timezone.localtime(check.failing_since), "DATE_FORMAT"),
                "outcome": check.words,
            }
            field.help_text = format_html('<strong class="desk-broken">{}</strong> {}', note, field.help_text)
