"""A field that the page hides from people, and shows when it was filled in all the same."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Trapped(forms.Form):
    """A form with the trap. `use_required_attribute` is off, because the server says what is missing."""

    use_required_attribute = False

    subject = forms.CharField(
        required=False,
        label=gettext_lazy("Please leave this field empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_subject(self):
        if self.cleaned_data["subject"]:
            raise ValidationError(_("Only programs fill in this field. Please empty it and send the form again."))
        return ""
