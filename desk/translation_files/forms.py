from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desk import clock

from . import po

MOST_BYTES = 5_000_000
MOST_ENTRIES = 5_000  # half a minute to write; the command takes any number


def _languages():
    return [(code, name) for code, name in settings.LANGUAGES if code in clock.TARGETS]


class ExportForm(forms.Form):
    """Which texts go into the file."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=_languages, widget=forms.RadioSelect)
    everything = forms.BooleanField(label=gettext_lazy("also what is up to date"), required=False)


class UploadForm(forms.Form):
    """A file that can be read; `cleaned_data["file"]` is its bytes."""

    file = forms.FileField(label=gettext_lazy("PO file"), max_length=150)
    is_machine = forms.BooleanField(
        label=gettext_lazy("Translated by a machine"),
        required=False,
        help_text=gettext_lazy("Then every text that it changes waits for somebody to check it."),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too long: at most 5 MB. Export fewer objects at once."))
        data = upload.read()
        try:
            file = po.read(data)
        except po.BrokenFileError as error:
            raise forms.ValidationError(str(error)) from error
        if file.language not in clock.TARGETS:
            message = _("The file says that its language is “%(language)s”. We translate into: %(languages)s.")
            words = {"language": file.language or "–", "languages": ", ".join(clock.TARGETS)}
            raise forms.ValidationError(message % words)
        if len(file.entries) > MOST_ENTRIES:
            raise forms.ValidationError(_too_many())
        return data


def _too_many():
    text = ngettext("At most %(count)d entry in one file.", "At most %(count)d entries in one file.", MOST_ENTRIES)
    return text % {"count": MOST_ENTRIES}
