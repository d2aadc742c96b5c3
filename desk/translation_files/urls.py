from django.urls import path

from . import import_pages, pages


def patterns(site):
    """What the site of the desk has for translators, below its own address."""
    pages_by_route = [
        ("translations/", pages.translations),
        ("translations/<str:language>.po", pages.translation_file),
        ("translations/import/", import_pages.translation_import),
        ("translations/import/<int:pk>/", import_pages.translation_upload),
        ("translations/import/<int:pk>/refused.po", import_pages.translation_refused),
    ]
    return [path(route, site.admin_view(page), name=page.__name__) for route, page in pages_by_route]
