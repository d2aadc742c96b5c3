from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from directory.filtering.filterset import ClinicFilterSet, SpecialistFilterSet
from directory.shortlist.carried import carried_by

from .regions import MapPage

# private: what somebody asked for stays out of shared caches


@require_safe
@cache_control(private=True)
def specialist_map(request):
    page = MapPage(SpecialistFilterSet(request.GET), carried_by(request.GET))
    return render(request, "directory/specialist_map.html", {"page": page})


@require_safe
@cache_control(private=True)
def clinic_map(request):
    page = MapPage(ClinicFilterSet(request.GET), carried_by(request.GET))
    return render(request, "directory/clinic_map.html", {"page": page})
