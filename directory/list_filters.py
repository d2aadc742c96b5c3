"""The filters of the desk's lists of listings; each is answered by an index (models/listing.py)."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from conditions.models import Country, Specialty

from .freshness import by_freshness
from .models import Clinic
from .work_list import lacking


class CheckFilter(admin.SimpleListFilter):
    title = _("check of the facts")
    parameter_name = "check"

    def lookups(self, request, model_admin):
        return [
            ("fresh", _("In the last 12 months")),
            ("ageing", _("12 to 24 months ago")),
            ("stale", _("More than 24 months ago")),
            ("never", _("Never checked")),
        ]

    def queryset(self, request, queryset):
        return by_freshness(queryset, self.value()) if self.value() else queryset


class LacksFilter(admin.SimpleListFilter):
    title = _("what is lacking")
    parameter_name = "lacks"

    def lookups(self, request, model_admin):
        coordinates = [("coordinates", _("Coordinates"))] if model_admin.model is Clinic else []
        return [("contact", _("Any contact")), *coordinates]

    def queryset(self, request, queryset):
        return lacking(queryset, self.value()) if self.value() else queryset


class CountryFilter(admin.SimpleListFilter):
    """By the countries there are; Django's own would look through all clinics for them."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        return Country.choices

    def queryset(self, request, queryset):
        return queryset.filter(country=self.value()) if self.value() else queryset


class SpecialtyFilter(admin.SimpleListFilter):
    """By one specialty; Django's own would compare whole rows to drop those found twice."""

    title = _("specialty")
    parameter_name = "specialty"

    def lookups(self, request, model_admin):
        specialties = Specialty.objects.by_name()
        self.keys = {specialty.slug: specialty.pk for specialty in specialties}
        return [(specialty.slug, specialty.name) for specialty in specialties]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        links = queryset.model.specialties.through.objects.filter(specialty=self.keys.get(self.value()))
        return queryset.filter(pk__in=links.values(queryset.model._meta.model_name))
