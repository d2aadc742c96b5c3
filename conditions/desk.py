"""What all admin pages of the editors' desk share."""

from django.conf import settings
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from modeltranslation.admin import TranslationAdmin

from .uses import texts_using


class DeskAdmin(TranslationAdmin):
    """One language at a time, no full count of long lists, nothing deleted under a text that uses it."""

    list_per_page = 50
    show_full_result_count = False

    class Media:
        css = {"all": ["desk/desk.css"]}
        js = ["desk/language-switch.js"]

    def get_readonly_fields(self, request, obj=None):
        """Addresses and citation keys stay what they are: links and texts rely on them."""
        fixed = [name for name in ("slug", "key") if obj and name in [field.name for field in self.opts.fields]]
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_deleted_objects(self, objs, request):
        to_delete, counts, permissions, protected = super().get_deleted_objects(objs, request)
        for obj in objs:
            for user in texts_using(obj):
                words = _("%(object)s is used in the text “%(text)s”") % {"object": obj, "text": user}
                protected.append(words)
        return to_delete, counts, permissions, protected


class PreviewAdmin(DeskAdmin):
    """Shows an object's public page in any language before it is published."""

    change_form_template = "admin/desk/change_form.html"

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
            return self.preview(request, obj)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["preview_links"] = self.preview_links(obj) if obj else ""
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def preview_links(self, obj):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_preview"
        links = [(reverse(name, args=[quote(obj.pk), code]), code, label) for code, label in settings.LANGUAGES]
        return format_html_join("", '<li><a href="{}" hreflang="{}">{}</a></li>', links)
