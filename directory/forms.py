from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .phones import country_of, dialable
from .portraits import clean_portrait


class ListingForm(forms.ModelForm):
    """Gives a telephone number that was entered the code of the listing's country."""

    def clean(self):
        cleaned = super().clean()
        number = cleaned.get("phone")
        if number and "phone" in self.changed_data:
            try:
                cleaned["phone"] = dialable(number, self.country())
            except ValidationError as error:
                self.add_error("phone", error)
        return cleaned


class ClinicForm(ListingForm):
    def country(self):
        region = self.cleaned_data.get("region")
        return region.code[:2] if region else ""


class PortraitField(forms.FileField):
    """Not Django's ImageField, which tries everything that Pillow can read."""

    def to_python(self, data):
        upload = super().to_python(data)
        return clean_portrait(upload) if upload else upload


class SpecialistForm(ListingForm):
    class Meta:
        field_classes = {"photo": PortraitField}

    def country(self):
        return country_of(self.instance)


class TreatmentForm(forms.ModelForm):
    """Refuses therapies that the condition does not list. Those stored earlier may stay: the condition changed."""

    def clean(self):
        cleaned = super().clean()
        condition, therapies = cleaned.get("condition"), cleaned.get("therapies")
        if condition and therapies:
            used = set(condition.therapies.values_list("pk", flat=True))
            if self.instance.pk and "condition" not in self.changed_data:
                used.update(self.instance.therapies.values_list("pk", flat=True))
            foreign = [str(therapy) for therapy in therapies if therapy.pk not in used]
            if foreign:
                message = _("Not a therapy for %(condition)s: %(therapies)s.")
                words = {"condition": condition, "therapies": ", ".join(foreign)}
                self.add_error("therapies", ValidationError(message % words))
        return cleaned


class AffiliationForm(forms.ModelForm):
    """A row among a specialist's places of work; which one is the main place is the formset's question."""

    def _get_validation_exclusions(self):
        return {*super()._get_validation_exclusions(), "is_main"}


class AffiliationFormSet(forms.BaseInlineFormSet):
    """All places of work of one specialist: one of them is the main place, and it can move."""

    def clean(self):
        super().clean()
        main = [
            form for form in self.forms if form.cleaned_data.get("is_main") and not form.cleaned_data.get("DELETE")
        ]
        if len(main) > 1:
            raise ValidationError(_("A specialist has one main place of work only."))

    def save(self, commit=True):
        if commit:  # the old main place steps back first, or the constraint refuses the new one
            stepping_back = [
                form.instance.pk
                for form in self.initial_forms
                if "is_main" in form.changed_data and not form.cleaned_data["is_main"]
            ]
            self.model.objects.filter(pk__in=stepping_back).update(is_main=False)
        return super().save(commit)
