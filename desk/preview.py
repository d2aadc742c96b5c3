"""Public pages as they would be, in any language and state: for the desk, and for a colleague with a link."""

from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .fitting import fit
from .snapshots import sandbox
from .workflow import review_of

SALT = "desk.preview"
DAYS_VALID = 14


def page(model_admin, request, pk, language):
    """The page of an object in its newest state, published or not. Raises Http404."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    model = model_admin.model
    review = review_of(get_object_or_404(model, pk=pk))
    with sandbox(), translation.override(language):
        if review.working:
            fit(model, pk, review.proposed)
        obj = model._default_manager.for_page().get(pk=pk)
        obj.status, obj.is_working_version = review.status, review.working is not None
        response = model_admin.preview(request, obj)
    response.headers["Content-Language"] = language
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def link(obj, language):
    """The path of a page that shows `obj` to whoever has the link, for two weeks."""
    token = signing.dumps([obj._meta.label_lower, obj.pk], salt=SALT)
    return reverse("shared_preview", args=[token, language])


@never_cache
@require_safe
def shared(request, token, preview_language):
    """What the link of a colleague shows. It needs no account; it is signed, and it expires."""
    if preview_language not in dict(settings.LANGUAGES):
        raise Http404
    try:
        label, pk = signing.loads(token, salt=SALT, max_age=DAYS_VALID * 24 * 60 * 60)
    except signing.SignatureExpired:
        with translation.override(preview_language):
            return render(request, "errors/preview_expired.html", {"days": DAYS_VALID}, status=410)
    except signing.BadSignature as error:
        raise Http404 from error
    model = ContentType.objects.get_by_natural_key(*label.split(".")).model_class()
    return page(admin.site.get_model_admin(model), request, pk, preview_language)
