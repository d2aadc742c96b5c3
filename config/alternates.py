"""The same page in the other languages, for hreflang, canonical and the language menu."""

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info, override

from . import environment
from .page_cache.asked import question


def alternates(request):
    """Template context: canonical (an absolute URL), alternates [{code, name, url, path, is_current}].

    And whether this is a site to try (is_demo) and readers see the way to the desk (shows_desk).
    """
    return {
        "alternates": SimpleLazyObject(lambda: _in_every_language(request)),
        "canonical": _absolute(request, request.path),
        "is_demo": settings.IS_DEMO,
        "shows_desk": environment.admin_path("") == settings.ADMIN_PATH,
    }


def _in_every_language(request):
    query = iri_to_uri(question(request))  # what no address may hold, such as NUL, is quoted
    found = []
    for code, _name in settings.LANGUAGES:
        path = _path_in(code, request.resolver_match)
        found.append(
            {
                "code": code,
                "name": get_language_info(code)["name_local"],
                "path": f"{path}?{query}" if query else path,
                "url": _absolute(request, path),
                "is_current": code == get_language(),
            }
        )
    return found


def _path_in(code, page):
    """The address of `page` (a ResolverMatch) in a language; the home page where there is no such page.

    Not Django's translate_url(), which does not find namespaced views with extra arguments (config/urls.py).
    """
    with override(code):
        if page is None or page.url_name is None:  # of an address that Django's admin catches, for instance
            return reverse("home")
        kwargs = dict(page.captured_kwargs)
        if "preview_language" in kwargs:  # a draft in the admin, whose language stands at the end
            kwargs["preview_language"] = code
        return reverse(page.view_name, args=page.args, kwargs=kwargs)


def _absolute(request, path):
    """The path alone for a host that is not ours: the error page that says so needs no absolute address."""
    try:
        return request.build_absolute_uri(path)
    except DisallowedHost:
        return path
