"""The same page in the other languages, for hreflang, canonical and the language menu."""

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info


def alternates(request):
    """Template context: canonical (an absolute URL), alternates [{code, name, url, path, is_current}, …]."""
    return {
        "alternates": SimpleLazyObject(lambda: _in_every_language(request)),
        "canonical": _absolute(request, request.path),
    }


def _in_every_language(request):
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"],
            "path": _in_language(request, request.get_full_path(), code),
            "url": _absolute(request, _in_language(request, request.path, code)),
            "is_current": code == get_language(),
        }
        for code, _name in settings.LANGUAGES
    ]


def _in_language(request, path, code):
    page = request.resolver_match
    if page and "preview_language" in page.kwargs:  # a draft in the admin, whose language stands at the end
        return reverse(page.view_name, kwargs={**page.kwargs, "preview_language": code})
    return translate_url(path, code)


def _absolute(request, path):
    """The path alone for a host that is not ours: the error page that says so needs no absolute address."""
    try:
        return request.build_absolute_uri(path)
    except DisallowedHost:
        return path
