"""Where names of specialists and clinics are kept besides their history: imports, and the log of corrections."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from desk.forgetting import also

from .importing import planning
from .importing.identities import KEYS
from .importing.kinds import KINDS
from .importing.purging import OVER
from .models import Clinic, Correction, ImportRow, ImportRun, Specialist


@also
def log_of_corrections(model, pk, contents):
    """What readers wrote goes with the listing; the log of the desk names the page they wrote about."""
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Correction))
    for name in _names(model, contents):
        entries.filter(object_repr__contains=name).delete()


@also
def imports(model, pk, contents):
    """Its rows, and the files that they are from. What was not written yet is compared anew."""
    if model not in KEYS:
        return
    names = _names(model, contents)
    found = QuerySet(ImportRow).filter(_is_about(model, pk, contents, names))
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
    for run in QuerySet(ImportRun).exclude(left_alone=[]).defer("file"):
        run.left_alone = [[name, why] for name, why in run.left_alone if not any(one in name for one in names)]
        run.save(update_fields=["left_alone"])


def _names(model, contents):
    """What it was called, without titles and places."""
    fields = [content["fields"] for content in contents]
    if model is Specialist:
        return {f"{values['given_name']} {values['family_name']}" for values in fields}
    return {values["name"] for values in fields} if model is Clinic else set()


def _is_about(model, pk, contents, names):
    """Found as the listing, perhaps the same, or not found but called so, by name or by a number of its own."""
    name_of_model = model._meta.model_name
    about = Q(object_id=pk) | Q(candidates__contains=[{"pk": pk}])
    own_files = Q(model=name_of_model) & about
    for name in names:
        own_files |= Q(name__iexact=name)
    keys = [name for name in KEYS[model] if name != "ik"]  # which the sites of a hospital share
    kinds = [kind.name for kind in KINDS.values() if kind.models == [model]]
    for key, value in {(key, content["fields"].get(key)) for content in contents for key in keys}:
        if value:
            own_files |= Q(run__kind__in=kinds, cells__contains={key: value})
            own_files |= Q(cells__contains={name_of_model: value})
    return own_files
