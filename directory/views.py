from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .filtering.filterset import ClinicFilterSet, SpecialistFilterSet
from .listing_page import ListPage
from .models import Clinic, Specialist
from .profile_page import ClinicPage, SpecialistPage
from .search.suggestions import Suggestions
from .shortlist.carried import carried_by

# private: what somebody asked for stays out of shared caches


@require_safe
@cache_control(private=True)
def specialist_list(request):
    page = ListPage(SpecialistFilterSet(request.GET), carried_by(request.GET))
    return render(request, "directory/specialist_list.html", {"page": page})


@require_safe
@cache_control(private=True)
def clinic_list(request):
    page = ListPage(ClinicFilterSet(request.GET), carried_by(request.GET))
    return render(request, "directory/clinic_list.html", {"page": page})


@require_safe
@cache_control(private=True)
def specialist_suggestions(request):
    return _suggestions(request, SpecialistFilterSet(request.GET))


@require_safe
@cache_control(private=True)
def clinic_suggestions(request):
    return _suggestions(request, ClinicFilterSet(request.GET))


def _suggestions(request, asked):
    groups = Suggestions(asked, carried_by(request.GET)).groups
    number = sum(len(group.suggestions) for group in groups)
    response = render(request, "directory/suggestions.html", {"groups": groups, "number": number})
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@cache_control(private=True)
def specialist_detail(request, slug):
    specialist = get_object_or_404(Specialist.objects.published().for_page(), slug=slug)
    page = SpecialistPage(specialist, SpecialistFilterSet(request.GET), carried_by(request.GET))
    return render(request, "directory/specialist_detail.html", {"page": page})


@require_safe
@cache_control(private=True)
def clinic_detail(request, slug):
    clinic = get_object_or_404(Clinic.objects.published().for_page(), slug=slug)
    page = ClinicPage(clinic, ClinicFilterSet(request.GET), carried_by(request.GET))
    return render(request, "directory/clinic_detail.html", {"page": page})
