"""What the translation clock says beside each field of a form."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from . import clock
from .differences import word_differences
from .editing import CURRENT
from .translation_lists import in_words


def attach(admin, request, context):
    """Put a note beside each text that is missing, outdated or unchecked: in its help text."""
    editing = request.desk_editing
    if editing.content is None:
        return
    context["to_translate"] = to_translate(admin.model, editing.content)
    texts = clock.texts(admin.model, editing.content)
    _note(context["adminform"].form, "", texts, editing)
    for inline in context["inline_admin_formsets"]:
        name = inline.formset.fk.remote_field.get_accessor_name()
        for form in inline.formset.initial_forms:
            _note(form, f"{name}/{form.instance.pk}/", texts, editing)


def _note(form, prefix, texts, editing):
    for path, text in texts.items():
        if not path.startswith(prefix) or "/" in path.removeprefix(prefix):
            continue
        for language in clock.TARGETS:
            field_name = f"{text.field}_{language}"
            field = form.fields.get(field_name)
            state = clock.state(text, language, editing.marks)
            if field and state and state != clock.CURRENT:
                words = _words(path, text, language, state, editing, field)
                field.help_text = render_to_string("admin/desk/clock_note.html", words)
                form[field_name].help_text = field.help_text  # a form that was validated has drawn its fields


def _words(path, text, language, state, editing, field):
    place = f"{path} {language}"
    mark = editing.marks.get(place, {})
    return {
        "state": state,
        "since": parse_date(mark.get("since", "")),
        "source": text.source,
        "source_language": clock.SOURCE,
        "segments": word_differences(mark["source"], text.source) if state == clock.OUTDATED else [],
        "confirm_name": CURRENT,
        "place": place,
        "is_confirmed": place in editing.current,
        "may_confirm": state != clock.MISSING and not field.disabled,
        "help_text": field.help_text,
    }


def label_of(text):
    """What people call the field of a clock.Text: "Summary"."""
    return capfirst(text.model._meta.get_field(text.field).verbose_name)


def to_translate(model, content):
    """["French: 2 missing, 1 outdated", …] of what there is to do."""
    names = dict(settings.LANGUAGES)
    found = []
    for language, counts in clock.totals(model, content).items():
        words = ", ".join(in_words(state, count) for state, count in counts.items())
        if words:
            found.append(_("%(language)s: %(counts)s") % {"language": capfirst(names[language]), "counts": words})
    return found
