"""Where names of specialists and clinics are kept besides their history: imports, and the log of corrections.

What names somebody else with the same or a longer name stays: a name counts only where no key says whose it is.
"""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from desk.forgetting import also

from .importing import planning
from .importing.identities import KEYS
from .importing.kinds import KINDS
from .importing.purging import OVER
from .models import Clinic, Correction, ImportRow, ImportRun, Specialist

IN_FULL = {Specialist: ["title", "given_name", "family_name"], Clinic: ["name", "city"]}  # what str() shows
LONGEST = LogEntry._meta.get_field("object_repr").max_length


@also
def log_of_corrections(model, pk, contents):
    """What readers wrote goes with the listing; the log of the desk names the page they wrote about."""
    if model not in KEYS:
        return
    corrections = Correction.objects.order_by().annotate(key=Cast("pk", TextField()))
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Correction))
    entries.filter(object_id__in=corrections.filter(**{model._meta.model_name: pk}).values("key")).delete()
    names = names_in_full(model, contents)
    of_deleted = entries.exclude(object_id__in=corrections.values("key"))
    due = [key for key, text in of_deleted.values_list("pk", "object_repr") if _is_about_page_of(names, text)]
    entries.filter(pk__in=due).delete()


def _is_about_page_of(names, text):
    """Whether a log entry, "Telephone: Ada Muster", names one of them; the log cuts what is long."""
    _statement, _colon, name = text.partition(": ")
    return name in names or (len(text) == LONGEST and any(one.startswith(name) for one in names))


@also
def imports(model, pk, contents):
    """Its rows, and the files that they are from. What was not written yet is compared anew."""
    if model not in KEYS:
        return
    found = QuerySet(ImportRow).filter(_names_it(model, pk, contents))
    runs = list(QuerySet(ImportRun).filter(pk__in=found.values("run")).defer("file").select_for_update())
    found.delete()
    QuerySet(ImportRun).filter(pk__in=[run.pk for run in runs]).update(file=None)
    for run in runs:
        if run.state in OVER:
            continue
        if number := run.rows.count():
            planning.begin(run, number_of_rows=number)
        else:
            run.delete()
    for row in QuerySet(ImportRow).filter(model=model._meta.model_name, candidates__contains=[{"pk": pk}]):
        row.candidates = [one for one in row.candidates if one.get("pk") != pk]
        row.save(update_fields=["candidates"])
    names = names_in_full(model, contents)
    for run in QuerySet(ImportRun).exclude(left_alone=[]).defer("file"):
        run.left_alone = [[name, why] for name, why in run.left_alone if name not in names]
        run.save(update_fields=["left_alone"])


def names_in_full(model, contents):
    """What pages and lists called it, by its versions."""
    return {str(model(**{name: content["fields"][name] for name in IN_FULL[model]})) for content in contents}


def _names(model, contents):
    """What it was called, without titles and places."""
    fields = [content["fields"] for content in contents]
    if model is Specialist:
        return {f"{values['given_name']} {values['family_name']}" for values in fields}
    return {values["name"] for values in fields}


def _names_it(model, pk, contents):
    """A Q over rows: found as the listing, perhaps the same, or called so, by name or by a number of its own.

    Not those that were found to be about another listing of this model.
    """
    name_of_model = model._meta.model_name
    in_its_files = Q(run__kind__in=[kind.name for kind in KINDS.values() if kind.models == [model]])
    names_it = Q(model=name_of_model) & (Q(object_id=pk) | Q(candidates__contains=[{"pk": pk}]))
    for name in _names(model, contents):
        names_it |= in_its_files & Q(name__iexact=name)
    keys = [name for name in KEYS[model] if name != "ik"]  # which the sites of a hospital share
    for key, value in {(key, content["fields"].get(key)) for content in contents for key in keys}:
        if value:
            names_it |= in_its_files & Q(cells__contains={key: value})
            names_it |= Q(cells__contains={name_of_model: value})
    return names_it & (Q(object_id=None) | Q(object_id=pk) | ~Q(model=name_of_model))
