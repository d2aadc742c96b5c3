"""What all admin pages of the editors' desk share."""

from django.conf import settings
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.admin import TranslationAdmin

SHOWN_USERS = 10


class DeskAdmin(TranslationAdmin):
    """One language at a time, no full count of long lists, nothing deleted under a text that uses it."""

    list_per_page = 50
    show_full_result_count = False

    class Media:
        css = {"all": ["desk/desk.css"]}
        js = ["desk/language-switch.js"]

    def get_readonly_fields(self, request, obj=None):
        """Addresses, citation keys and codes stay what they are: links, texts and other tables rely on them."""
        names = {field.name for field in self.opts.fields}
        fixed = [name for name in ("slug", "key", "code") if obj and name in names]
        return [*super().get_readonly_fields(request, obj), *fixed]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if any(source.endswith("_en") for source in self.prepopulated_fields.get(db_field.name, [])):
            hint = _("It fills itself in when you enter the English name (choose EN above).")
            field.help_text = f"{hint} {field.help_text}"
        return field

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_deleted_objects(self, objs, request):
        to_delete, counts, permissions, protected = super().get_deleted_objects(objs, request)
        objs = list(objs)
        for obj in objs:
            protected += self.text_uses(obj, leaving=objs)
            protected += _listing_uses(obj)
        return to_delete, counts, permissions, protected

    def text_uses(self, obj, leaving):
        """Sentences on the texts that rely on `obj` and stay when `leaving` go."""
        return []


def _listing_uses(obj):
    """The first users of `obj` by a many-to-many relation, which the database would strip of it in silence."""
    uses = []
    for relation in obj._meta.related_objects:
        if relation.many_to_many and relation.through._meta.auto_created:
            users = relation.related_model._base_manager.filter(**{relation.field.name: obj}).order_by("pk")
            first = list(users[: SHOWN_USERS + 1])
            name = capfirst(relation.related_model._meta.verbose_name)
            uses += [f"{name}: {user}" for user in first[:SHOWN_USERS]]
            uses += ["…"] if len(first) > SHOWN_USERS else []
    return uses


class PreviewAdmin(DeskAdmin):
    """Shows an object's public page in any language before it is published."""

    change_form_template = "admin/desk/change_form.html"
    offers = None  # what medical pages show of the directory; set by config/urls.py

    def get_view_on_site_url(self, obj=None):
        """Nothing to view while it is a draft; the previews are there for that."""
        return super().get_view_on_site_url(obj) if obj is None or obj.is_published else None

    def preview(self, request, obj):
        """The public page of `obj` as a response."""
        raise NotImplementedError

    def get_urls(self):
        preview = self.admin_site.admin_view(self.preview_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        return [path("<int:pk>/preview/<str:preview_language>/", preview, name=name), *super().get_urls()]

    def preview_view(self, request, pk, preview_language):
        obj = get_object_or_404(self.model._default_manager.for_page(), pk=pk)
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        if preview_language not in dict(settings.LANGUAGES):
            raise Http404
        with translation.override(preview_language):
            response = self.preview(request, obj)
        response.headers["Content-Language"] = preview_language
        return response

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["preview_links"] = self.preview_links(obj) if obj else ""
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def preview_links(self, obj):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_preview"
        links = [(reverse(name, args=[quote(obj.pk), code]), code, label) for code, label in settings.LANGUAGES]
        return format_html_join("", '<li><a href="{}" hreflang="{}">{}</a></li>', links)
