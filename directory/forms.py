from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from .portraits import clean_portrait


class SpecialistForm(forms.ModelForm):
    def clean_photo(self):
        photo = self.cleaned_data.get("photo")
        return clean_portrait(photo) if isinstance(photo, UploadedFile) else photo


class TreatmentForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        condition, therapies = cleaned.get("condition"), cleaned.get("therapies")
        if condition and therapies:
            used = set(condition.therapies.values_list("pk", flat=True))
            foreign = [str(therapy) for therapy in therapies if therapy.pk not in used]
            if foreign:
                message = _("Not a therapy for %(condition)s: %(therapies)s.")
                words = {"condition": condition, "therapies": ", ".join(foreign)}
                self.add_error("therapies", ValidationError(message % words))
        return cleaned
