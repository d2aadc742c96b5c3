"""What people call the texts of a file."""

from django.conf import settings
from django.db.models import ForeignKey
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from desk.differences import name_of_row
from desk.snapshots import columns, owned, translated


def language_name(code):
    return str(dict(settings.LANGUAGES)[code])


def title(obj, text, row_names):
    """ "Condition “Bone metastases” · Section “Causes” · Text" """
    related, _slash, rest = text.path.partition("/")
    names = [(obj._meta.verbose_name, str(obj))]
    if rest:
        names.append((text.model._meta.verbose_name, row_names[related, rest.partition("/")[0]]))
    parts = [_("%(kind)s “%(name)s”") % {"kind": capfirst(str(kind)), "name": name} for kind, name in names]
    return " · ".join([*parts, capfirst(str(text.model._meta.get_field(text.field).verbose_name))])


def names_of_rows(model, contents):
    """{(related name, key): what people call the row}; one statement for each kind of row that needs one."""
    found = {}
    for related, (row_model, owner) in owned(model).items():
        if translated(row_model):
            rows = {key: row for content in contents for key, row in content["rows"].get(related, {}).items()}
            names = _names(row_model, owner, rows)
            found |= {(related, key): names[key] for key in rows}
    return found


def _names(row_model, owner, rows):
    """{key: its title, or else the name of what it leads to}"""
    foreign = [field for field in columns(row_model, [owner.name]) if isinstance(field, ForeignKey)]
    unrelated = dict.fromkeys(field.name for field in foreign)
    names = {key: name_of_row(row_model, {**row, **unrelated}) for key, row in rows.items()}
    leads_to = {key: rows[key][foreign[0].name] for key, name in names.items() if foreign and not name}
    if leads_to:
        target = foreign[0].target_field.name
        objects = foreign[0].related_model._default_manager.filter(**{f"{target}__in": set(leads_to.values())})
        found = {str(getattr(obj, target)): str(obj) for obj in objects}
        names |= {key: found.get(str(value), "") for key, value in leads_to.items()}
    return names
