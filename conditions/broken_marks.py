"""Where the citations and links in texts lead: those that lead nowhere any more, and those into the web."""

import re
from collections import defaultdict
from functools import reduce
from operator import or_

from django.db.models import F, Q, QuerySet, Value

from desk import clock
from desk.clock_notes import label_of

from .links import LINKABLE
from .markup import CITATION
from .models import Condition, Reference
from .uses import markup_columns

WEB_LINK = re.compile(r"\]\((https?://[^)\s]+)\)")
LINK = re.compile(r"\]\(([a-z]+:[a-z0-9-]+)\)")


def broken_marks(model):
    """{pk: ["@key" or "therapy:slug", …]} of the published conditions or therapies that have any."""
    known, found = _known(), defaultdict(list)
    for text_model, columns in markup_columns():
        owner = _owner(text_model, model)
        if owner is None:
            continue
        published = f"{owner}__status" if owner != "pk" else "status"
        rows = QuerySet(text_model).filter(**{published: "published"}).order_by("pk")
        for pk, *texts in rows.annotate(owner_key=F(owner)).values_list("owner_key", *columns):
            found[pk] += [mark for text in texts if text for mark in _marks(text) if mark not in known]
    return {pk: list(dict.fromkeys(marks)) for pk, marks in found.items() if marks}


def broken_in(model, content):
    """["Risk (FR): therapy:lost", …] of a content of a condition or therapy; one statement."""
    known, found = _known(), []
    for text in clock.texts(model, content).values():
        for language, words in text.words.items():
            if lost := [mark for mark in _marks(words or "") if mark not in known]:
                found.append(f"{label_of(text)} ({language.upper()}): {', '.join(lost)}")
    return found


def web_links(model):
    """{address: {pk, …}} of the conditions or therapies whose texts link to it, published or not."""
    found = defaultdict(set)
    for text_model, columns in markup_columns():
        owner = _owner(text_model, model)
        if owner is None:
            continue
        linking = reduce(or_, (Q(**{f"{column}__contains": "](http"}) for column in columns))
        rows = QuerySet(text_model).filter(linking).order_by().annotate(owner_key=F(owner))
        for pk, *texts in rows.values_list("owner_key", *columns):
            for address in WEB_LINK.findall("\n".join(filter(None, texts))):
                found[address].add(pk)
    return found


def _owner(text_model, model):
    """How a row of texts knows the object on whose page it stands; None on no page of `model`."""
    if text_model is model:
        return "pk"
    fields = {field.name: field.related_model for field in text_model._meta.fields}
    return "condition" if model is Condition and fields.get("condition") is Condition else None


def _known():
    """Everything that a text may cite or link to at present; one statement."""
    parts = [
        queryset.order_by().annotate(link_kind=Value(kind)).values_list("link_kind", "slug")
        for kind, queryset in LINKABLE.items()
    ]
    references = QuerySet(Reference).order_by().annotate(link_kind=Value("@")).values_list("link_kind", "key")
    found = references.union(*parts, all=True)
    return {f"@{name}" if kind == "@" else f"{kind}:{name}" for kind, name in found}


def _marks(text):
    keys = [key.strip().removeprefix("@") for match in CITATION.finditer(text) for key in match[1].split(";")]
    return [*(f"@{key}" for key in keys), *LINK.findall(text)]
