from django.shortcuts import render
from django.views.decorators.http import require_safe

from .models import LegalPage
from .shown_page import ShownPage


@require_safe
def page(request, slug):
    found = LegalPage.objects.filter(slug=slug).first()
    if found is None:
        return render(request, "errors/not_written.html", {"name": LegalPage.Slug(slug).label}, status=404)
    return render(request, "legal/page.html", {"page": ShownPage(found)})
