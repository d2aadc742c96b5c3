"""What all admin pages of the editors' desk share."""

from django.contrib.admin.utils import quote
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from modeltranslation.admin import TranslationAdmin

from . import clock_notes, deleting, editing, history_pages, roles, workflow
from .long_lists import LongListAdmin
from .models import Publishable
from .translation_lists import TranslationLists
from .web_addresses import WebAddressLists


class DeskAdmin(TranslationLists, WebAddressLists, LongListAdmin, TranslationAdmin):
    """One language at a time, every version kept, nothing deleted under something that relies on it."""

    change_form_template = "admin/desk/change_form.html"
    change_list_template = "admin/desk/change_list.html"
    delete_confirmation_template = "admin/desk/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/desk/delete_selected.html"

    class Media:
        css = {"all": ["desk/translations.css"]}
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

    # Who may do what

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) or roles.only_translates(request.user, self.model)

    def has_delete_permission(self, request, obj=None):
        is_public = isinstance(obj, Publishable) and obj.is_published
        return super().has_delete_permission(request, obj) and (
            not is_public or roles.may_publish(request.user, self.model)
        )

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        close_foreign_languages(request, self.model, form)
        return form

    def get_inline_instances(self, request, obj=None):
        """Of something new, nothing is folded away: nobody would look for what they have never seen."""
        inlines = super().get_inline_instances(request, obj)
        for inline in inlines if obj is None else []:
            inline.classes = [name for name in inline.classes or [] if name != "collapse"]
        return inlines

    # Saving: see desk/editing.py

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        def django_view(request):
            return super(DeskAdmin, self).changeform_view(request, object_id, form_url, extra_context)

        return editing.respond(self, request, object_id, django_view)

    def response_add(self, request, obj, post_url_continue=None):
        request.desk_editing.saved = obj

    def response_change(self, request, obj):
        request.desk_editing.saved = obj

    def django_response_add(self, request, obj):
        return super().response_add(request, obj)

    def django_response_change(self, request, obj):
        return super().response_change(request, obj)

    def warnings(self, before, after):
        """[sentence, …] for who saved a form, by the content `before` (None: something new) and `after` it."""
        return []

    def log_addition(self, request, obj, message):
        """The versions say more, and outlive a sandbox."""

    log_change = log_addition

    def log_deletions(self, request, queryset):
        """See delete_model."""

    def delete_model(self, request, obj):
        workflow.delete([obj], by=request.user)

    def delete_queryset(self, request, queryset):
        workflow.delete(list(queryset), by=request.user)

    # Pages

    def get_urls(self):
        return [*self.desk_urls(), *super().get_urls()]

    def desk_urls(self):
        return [
            self.desk_path("<int:pk>/history/<int:revision>/", history_pages.version, "version"),
            self.desk_path("deleted/", history_pages.deleted, "deleted"),
        ]

    def desk_path(self, route, view, name):
        """A page of our own below the model's: `view(admin, request, …)`."""

        def page(request, **kwargs):
            return view(self, request, **kwargs)

        url_name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(route, self.admin_site.admin_view(page), name=url_name)

    def desk_url(self, name, *args):
        url_name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}"
        return reverse(url_name, args=[quote(arg) for arg in args])

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"deleted_url": self.desk_url("deleted"), **(extra_context or {})})

    def history_view(self, request, object_id, extra_context=None):
        return history_pages.history(self, request, object_id)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["editing"] = request.desk_editing
        clock_notes.attach(self, request, context)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    # Deleting

    def get_deleted_objects(self, objs, request):
        """What relies on `objs` keeps them; only then is everything collected that would go with them."""
        objs = list(objs)
        kept_by = [use for obj in objs for use in [*self.text_uses(obj, leaving=objs), *deleting.uses(obj)]]
        public = _("%(object)s: readers see it, and you may not take it off the site.")
        kept_by += [public % {"object": obj} for obj in objs if not self.has_delete_permission(request, obj)]
        return ([], {}, set(), kept_by) if kept_by else super().get_deleted_objects(objs, request)

    def text_uses(self, obj, leaving):
        """Sentences on the texts that rely on `obj` and stay when `leaving` go."""
        return []

    def text_references(self, text):
        """The set of citations and links in `text`, which a translation of it should have, too."""
        return set()


def close_foreign_languages(request, model, form):
    """Who may only translate fills in the texts of their own languages; the server ignores the rest."""
    if roles.only_translates(request.user, model):
        own = tuple(f"_{language}" for language in roles.languages_of(request.user))
        for name, field in form.base_fields.items():
            field.disabled = not name.endswith(own)


class UnchangedIsValid:
    """For the form of a row: what nobody changed was valid when it was saved, and need not ask again.

    A condition has a hundred rows and texts; checking each takes four of five statements of saving it.
    """

    def _post_clean(self):
        if self.instance.pk is None or self.has_changed():
            super()._post_clean()


class DeskInline:
    """For inlines: rows that belong to an object follow the rules of the desk."""

    def _only_translates(self, request):
        return roles.only_translates(request.user, self.parent_model)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or self._only_translates(request)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) or self._only_translates(request)

    def get_queryset(self, request):
        """With what the rows point to, because its name is theirs."""
        pointers = [field.name for field in self.model._meta.fields if field.many_to_one and not field.null]
        return super().get_queryset(request).select_related(*pointers)

    def get_formset(self, request, obj=None, **kwargs):
        form = type(self.form.__name__, (UnchangedIsValid, self.form), {})
        formset = super().get_formset(request, obj, **{"form": form, **kwargs})
        close_foreign_languages(request, self.parent_model, formset.form)
        return formset


def change_link(obj):
    """The name of `obj`, leading to its form."""
    url = reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[quote(obj.pk)])
    return format_html('<a href="{}">{}</a>', url, obj)
