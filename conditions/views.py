"""Pages of medical knowledge. `offers` (conditions/offers.py) comes from config/urls.py."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .condition_page import ConditionPage
from .folding import fold
from .models import Condition, GlossaryTerm, Therapy
from .therapy_page import TherapyPage


@require_safe
def condition_list(request, offers):
    conditions = Condition.objects.published().for_list().by_name()
    results = offers.for_conditions(conditions)
    rows = [{"condition": condition, "results": results[condition.slug]} for condition in conditions]
    return render(request, "conditions/condition_list.html", {"conditions": rows})


@require_safe
def condition_detail(request, slug, offers):
    condition = get_object_or_404(Condition.objects.published().for_page(), slug=slug)
    page = ConditionPage(condition, offers.for_condition(condition))
    return render(request, "conditions/condition_detail.html", {"page": page})


@require_safe
def therapy_list(request, offers):
    therapies = Therapy.objects.published().by_name()
    results = offers.for_therapies(therapies)
    rows = [{"therapy": therapy, "results": results[therapy.slug]} for therapy in therapies]
    return render(request, "conditions/therapy_list.html", {"therapies": rows})


@require_safe
def therapy_detail(request, slug, offers):
    therapy = get_object_or_404(Therapy.objects.published().for_page(), slug=slug)
    return render(request, "conditions/therapy_detail.html", {"page": TherapyPage(therapy, offers)})


@require_safe
def glossary(request, offers):
    terms = sorted(GlossaryTerm.objects.all(), key=lambda term: fold(term.term))
    return render(request, "conditions/glossary.html", {"terms": terms})
