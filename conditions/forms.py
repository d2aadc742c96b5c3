from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .uses import texts_using


class SymptomForm(forms.ModelForm):
    """The address of a symptom is fixed once it is saved: texts link to it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["slug"].disabled = True


class SymptomFormSet(forms.BaseInlineFormSet):
    def clean(self):
        super().clean()
        problems = [
            _("%(object)s is used in the text “%(text)s”") % {"object": form.instance, "text": text}
            for form in self.initial_forms
            if form.cleaned_data.get("DELETE")
            for text in texts_using(form.instance)
        ]
        if problems:
            raise ValidationError(problems)
