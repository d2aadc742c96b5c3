"""The same page in the other languages, for hreflang, canonical and the language menu."""

from django.conf import settings
from django.urls import translate_url
from django.utils import translation
from django.utils.functional import SimpleLazyObject


def alternates(request):
    """Template context: canonical (an absolute URL) and alternates [{code, name, url, path, is_current}, …]."""
    return {
        "alternates": SimpleLazyObject(lambda: _in_every_language(request)),
        "canonical": request.build_absolute_uri(request.path),
    }


def _in_every_language(request):
    found = []
    for code, _name in settings.LANGUAGES:
        path = translate_url(request.get_full_path(), code)
        with translation.override(code):
            name = translation.get_language_info(code)["name_local"]
        found.append(
            {
                "code": code,
                "name": name,
                "path": path,
                "url": request.build_absolute_uri(translate_url(request.path, code)),
                "is_current": code == translation.get_language(),
            }
        )
    return found
