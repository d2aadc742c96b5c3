from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import staging, table
from .kinds import KINDS, may_import
from .refusals import FileRefusedError


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV or Excel (.xlsx), 10 MB and 20,000 rows at most. The first row holds the headers."
        ),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What is in it"), required=False)

    def __init__(self, account, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.account = account
        self.kinds = {name: kind for name, kind in KINDS.items() if may_import(account, kind)}
        choices = [(name, capfirst(kind.label)) for name, kind in self.kinds.items()]
        self.fields["kind"].choices = [("", _("As the headers say")), *choices]

    def clean(self):
        """Reads the file: `run` is what came of it."""
        cleaned = super().clean()
        file, kind = cleaned.get("file"), self.kinds.get(cleaned.get("kind"))
        if file and "kind" in cleaned:
            try:
                if file.size > table.LARGEST_FILE:
                    raise FileRefusedError(_("The file is larger than %(limit)d MB. Split it.") % {"limit": 10})
                self.run = staging.stage(file.read(), file_name=file.name, kind=kind, by=self.account)
            except FileRefusedError as error:
                self.add_error("file", ValidationError(str(error)))
        return cleaned
