"""An object and the rows that belong to it as one JSON content, the stuff of history, drafts and proposals.

A model names the rows it owns in `owns`, a list of related names: a condition owns its sections, for instance.

A content is ``{"fields": {…}, "rows": {related name: {pk: {…}}}, "marks": {…}}``: the values of the object's
columns and the keys of its many-to-many relations; the same for each row it owns; and the marks of the
translation clock (desk/clock.py). It leaves out what is not content: the key, generated columns, the time of
the last change, the status. A row keeps its primary key, so that a form opened on one version fits another.
"""

import hashlib
import json
from collections import defaultdict
from contextlib import contextmanager

from django.db import connection, models, transaction
from django.db.models import QuerySet
from django.utils import translation
from modeltranslation.settings import DEFAULT_LANGUAGE
from modeltranslation.translator import NotRegistered, translator

from . import marks

UNVERSIONED = {"status"}


def translated(model):
    """The names of `model`'s translated fields, without a language, in the order of the model."""
    try:
        names = translator.get_options_for_model(model).all_fields  # made of a set
    except NotRegistered:
        return []
    return [field.name for field in model._meta.fields if field.name in names]


def columns(model, without=()):
    """The concrete fields that are content; of translated ones those with a language only."""
    leave_out = {*UNVERSIONED, *translated(model), *without}
    fields = [field for field in model._meta.concrete_fields if field.name not in leave_out]
    return [field for field in fields if not (field.primary_key or field.generated or is_clock(field))]


def is_clock(field):
    """Whether it holds the time of the last change."""
    return getattr(field, "auto_now", False)


def owned(model):
    """{related name: (row model, the field that leads to its owner)} of the rows that belong to `model`."""
    relations = {name: model._meta.get_field(name) for name in getattr(model, "owns", [])}
    return {name: (relation.related_model, relation.field) for name, relation in relations.items()}


def take(obj):
    """The content of one saved object."""
    return take_many(type(obj), [obj.pk])[obj.pk]


def take_many(model, pks):
    """{pk: content} of those that exist; statements do not grow with their number."""
    contents = {
        pk: {"fields": values, "rows": {name: {} for name in owned(model)}, "marks": {}}
        for pk, values in _values(QuerySet(model).filter(pk__in=pks)).items()
    }
    for name, (row_model, owner) in owned(model).items():
        rows = QuerySet(row_model).filter(**{f"{owner.name}__in": list(contents)}).order_by("pk")
        owners = dict(rows.values_list("pk", owner.attname))
        for pk, values in _values(rows, without=[owner.name]).items():
            contents[owners[pk]]["rows"][name][str(pk)] = values
    for pk, found in marks.of_objects(model, contents).items():
        contents[pk]["marks"] = found
    return contents


def _values(queryset, without=()):
    fields = columns(queryset.model, without)
    objects = {obj.pk: obj for obj in queryset}
    values = {pk: {field.name: to_json(field, obj) for field in fields} for pk, obj in objects.items()}
    for field in queryset.model._meta.many_to_many:
        if field.remote_field.through._meta.auto_created:
            chosen = defaultdict(list)
            for pk, target in _links(field, objects).values_list(
                field.m2m_column_name(), field.m2m_reverse_name()
            ):
                chosen[pk].append(target)
            for pk in objects:
                values[pk][field.name] = sorted(chosen[pk])
    return values


def _links(field, pks):
    return QuerySet(field.remote_field.through).filter(**{f"{field.m2m_column_name()}__in": list(pks)})


def to_json(field, obj):
    """The value of a column as a content holds it."""
    value = field.value_from_object(obj)
    if value is None or isinstance(value, bool | int):
        return value
    # as a form hands it back, but for the line ends that browsers send: else every text would look changed
    return field.value_to_string(obj).replace("\r\n", "\n").strip()


def fingerprint(content):
    """A short hash: two contents have the same one only when they are equal."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]


def put(model, pk, content):
    """Make the object and its rows exactly what `content` says; creates what is gone."""
    put_many(model, {pk: content})


@transaction.atomic
def put_many(model, contents):
    """{pk: content}; statements do not grow with their number.

    Raises IntegrityError where the database refuses it, for instance because it refers to what is gone.
    """
    now = take_many(model, list(contents))
    _put_values(model, {pk: content["fields"] for pk, content in contents.items()})
    for name, (row_model, owner) in owned(model).items():
        before = {pk: content["rows"][name] for pk, content in now.items()}
        after = {pk: content["rows"].get(name, {}) for pk, content in contents.items()}
        # Changed rows go and come back under their own key: no order of updates can break a constraint meanwhile.
        gone = [row for pk, rows in before.items() for row in rows if after[pk].get(row) != rows[row]]
        QuerySet(row_model).filter(pk__in=gone).delete()
        come = {
            int(row): {**values, owner.attname: pk}
            for pk, rows in after.items()
            for row, values in rows.items()
            if before.get(pk, {}).get(row) != values
        }
        _put_values(row_model, come)
    marks.put(model, {pk: content.get("marks", {}) for pk, content in contents.items()})
    connection.check_constraints()  # foreign keys are deferred: a commit is too late for a message


def _put_values(model, values):
    if not values:
        return
    relations = {field.name: field for field in model._meta.many_to_many}
    names = {name for row in values.values() for name in row}
    fields = [field for field in model._meta.concrete_fields if {field.name, field.attname} & names]
    with translation.override(DEFAULT_LANGUAGE):  # the column without a language follows the source
        objects = [
            model(pk=pk, **{field.attname: field.to_python(_value(field, row)) for field in fields})
            for pk, row in values.items()
        ]
        also = [field.name for field in model._meta.concrete_fields if is_clock(field)]
        QuerySet(model).bulk_create(
            objects,
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=[*(field.name for field in fields), *translated(model), *also],
        )
    for name in names & relations.keys():
        _put_links(relations[name], {pk: row.get(name, []) for pk, row in values.items()})


def _value(field, row):
    return row[field.name] if field.name in row else row.get(field.attname)


def _put_links(field, chosen):
    links = _links(field, chosen)
    source, target = field.m2m_column_name(), field.m2m_reverse_name()
    before = set(links.values_list(source, target))
    after = {(pk, other) for pk, others in chosen.items() for other in others}
    gone = models.Q()
    for pk, other in before - after:
        gone |= models.Q(**{source: pk, target: other})
    if gone:
        links.filter(gone).delete()
    through = field.remote_field.through
    QuerySet(through).bulk_create(through(**{source: pk, target: other}) for pk, other in sorted(after - before))


@contextmanager
def sandbox():
    """What happens inside is seen inside only: it is rolled back at the end, whatever it was."""
    with transaction.atomic():
        yield
        connection.check_constraints()  # the deferred ones would be asked at a commit that never comes
        transaction.set_rollback(True)
