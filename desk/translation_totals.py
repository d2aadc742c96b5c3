"""How many translations are missing, outdated or unchecked: desk/clock.py for whole lists, in SQL.

What counts is the newest version: where an object has a working version, the totals that desk/saving.py wrote
beside it. A missing translation is NULL, as the constraints of the models have it.
"""

from collections import defaultdict

from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, IntegerField, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast

from .clock import MISSING, SOURCE, STATES, TARGETS
from .long_lists import AT_MOST
from .models import Publishable, Revision, TranslationMark
from .snapshots import owned, translated
from .stages import open_pks

TODO = STATES[:-1]  # the states that ask for work
PLACES = [(language, state) for language in TARGETS for state in TODO]


def translated_models():
    """The models of the desk with texts to translate, their own or those of rows they own; by their names."""
    found = [model for model in apps.get_models() if admin.site.is_registered(model) and has_texts(model)]
    return sorted(found, key=lambda model: str(model._meta.verbose_name_plural).casefold())


def has_texts(model):
    return bool(_text_models(model))


def _text_models(model):
    """[(model with translated fields, the name by which it knows the key of the object), …]"""
    rows = [(row_model, owner.attname) for row_model, owner in owned(model).values()]
    return [(found, key) for found, key in [(model, "pk"), *rows] if translated(found)]


def of_objects(model, pks):
    """{pk: {language: {state: number of texts}}} of those with anything to do; one statement."""
    return _added_up(
        [
            _counted(F(key), rows.filter(**{f"{key}__in": pks}), counts)
            for rows, key, counts in _parts(model, list(pks))
        ]
    )


def of_models(models):
    """{model: {language: {state: number of texts}}}; one statement, and one for the content types.

    Of a model that says `is_long`, each number is exact up to AT_MOST.
    """
    ContentType.objects.get_for_models(*models)
    parts = [
        _counted(Value(model._meta.label), rows, counts)
        for model in models
        for rows, counts in (_bounded_parts(model) if getattr(model, "is_long", False) else _whole_parts(model))
    ]
    found = _added_up(parts)
    return {model: found.get(model._meta.label, {}) for model in models}


def objects_of_models(models):
    """{model: {language: {state: number of objects}}} with such texts, as in_state() finds them.

    One statement, and one for the content types. Each number is exact up to AT_MOST.
    """
    ContentType.objects.get_for_models(*models)
    parts = [
        _counted(Value(model._meta.label), _some_in_state(model, *place), {place: Count("pk")})
        for model in models
        for place in PLACES
    ]
    found = _added_up(parts)
    return {model: found.get(model._meta.label, {}) for model in models}


def _some_in_state(model, language, state):
    """Objects with a text at this place: all of them, or AT_MOST and more; each part through its own index."""
    keys = [
        rows.filter(_has_any(rows.model, language, state)).order_by().values(key).distinct()[: AT_MOST + 1]
        for rows, key, counts in _parts(model)
        if (language, state) in counts
    ]
    return QuerySet(model).order_by().filter(pk__in=keys[0].union(*keys[1:]))


def _added_up(parts):
    totals = defaultdict(lambda: defaultdict(dict))
    for key, *counts in parts[0].union(*parts[1:], all=True) if parts else []:
        for (language, state), count in zip(PLACES, counts, strict=True):
            if count:
                totals[key][language][state] = totals[key][language].get(state, 0) + count
    return {key: dict(counts) for key, counts in totals.items()}


def _counted(key, queryset, counts):
    """Rows (key, number of texts at the first of PLACES, at the second, …)."""
    columns = {f"{language}_{state}": counts.get((language, state), Value(0)) for language, state in PLACES}
    grouped = queryset.order_by().annotate(counted_for=key).values("counted_for")
    return grouped.annotate(**columns).values_list("counted_for", *columns)


def _parts(model, pks=None):
    """[(rows, the name by which they know the key of the object, {one of PLACES: its count}), …]"""
    for text_model, key in _text_models(model):
        counts = {
            (language, MISSING): sum(
                Count("pk", filter=_is_missing(field, language)) for field in translated(text_model)
            )
            for language in TARGETS
        }
        yield _without_working(model, QuerySet(text_model), key, pks), key, counts
    counts = {
        (language, state): Count("pk", filter=Q(language=language, kind=state))
        for language, state in PLACES
        if state != MISSING
    }
    yield _without_working(model, _marks(model), "object_id", pks), "object_id", counts
    if issubclass(model, Publishable):
        counts = {
            (language, state): Sum(Cast(F(f"translation_totals__{language}__{state}"), IntegerField()), default=0)
            for language, state in PLACES
        }
        yield Revision.objects.of_model(model).open(), "object_id", counts


def _whole_parts(model):
    return [(rows, counts) for rows, _key, counts in _parts(model)]


def _bounded_parts(model):
    """Each state of each language on its own, in AT_MOST of its rows and one: no table is read to its end."""
    for rows, _key, counts in _parts(model):
        for place, count in counts.items():
            some = rows.filter(_has_any(rows.model, *place)).order_by().values("pk")[: AT_MOST + 1]
            yield QuerySet(rows.model).filter(pk__in=some), {place: count}


def _has_any(row_model, language, state):
    """Whether a row counts at all at this place."""
    if row_model is TranslationMark:
        return Q(language=language, kind=state)
    if row_model is Revision:
        return Q(**{f"translation_totals__{language}__has_key": state})
    return _is_any_missing(row_model, [language])


def _without_working(model, queryset, key, pks):
    """`queryset` without what belongs to objects with a working version."""
    if not issubclass(model, Publishable):
        return queryset
    working = open_pks(model)
    return queryset.exclude(**{f"{key}__in": working if pks is None else working.filter(object_id__in=pks)})


def _marks(model):
    return TranslationMark.objects.filter(content_type=ContentType.objects.get_for_model(model))


def _is_missing(field, language):
    return Q(**{f"{field}_{SOURCE}__isnull": False, f"{field}_{language}__isnull": True})


def in_state(queryset, languages, states):
    """Of `queryset` the objects with a text that is in one of these states in one of these languages."""
    model = queryset.model
    noted = _noted_keys(model, languages, states)
    found = Q(pk__in=noted[0].union(*noted[1:], all=True))
    if MISSING in states:
        missing = _with_missing_text(model, languages)
        if issubclass(model, Publishable):
            missing &= ~Q(pk__in=open_pks(model))
        found |= missing
    return queryset.filter(found)


def few_in_state(model, languages, states):
    """The keys of what is in_state() if it is no more than AT_MOST, else None.

    in_state() finds what is common soon and what is rare by reading the whole table; this is found by indexes.
    """
    places = [(language, state) for language in languages for state in states]
    first, *others = [_some_in_state(model, *place).values_list("pk") for place in places]
    keys = [key for (key,) in first.union(*others)[: AT_MOST + 1]]
    return keys if len(keys) <= AT_MOST else None


def _noted_keys(model, languages, states):
    """[keys of objects with such marks, keys of those with a working version of such totals]"""
    marks = _without_working(model, _marks(model), "object_id", None)
    found = [marks.filter(language__in=languages, kind__in=states).order_by().values_list("object_id")]
    if issubclass(model, Publishable):
        has_any = Q()
        for language in languages:
            has_any |= Q(**{f"translation_totals__{language}__has_any_keys": states})
        working = Revision.objects.of_model(model).open().filter(has_any)
        found.append(working.order_by().values_list("object_id"))
    return found


def _with_missing_text(model, languages):
    found = Q()
    for text_model, key in _text_models(model):
        missing = _is_any_missing(text_model, languages)
        found |= missing if text_model is model else Q(pk__in=QuerySet(text_model).filter(missing).values(key))
    return found


def _is_any_missing(text_model, languages):
    found = Q()
    for field in translated(text_model):
        for language in languages:
            found |= _is_missing(field, language)
    return found
