from django.contrib import admin

from conditions.uses import TextUses
from desk.model_admin import DeskAdmin

from . import work_list  # noqa: F401 registered there
from .letter_admin import LetterAdmin  # noqa: F401 registered there
from .models import LegalPage


@admin.register(LegalPage)
class LegalPageAdmin(TextUses, DeskAdmin):
    """Five pages: while one is missing, whoever may do everything enters it; none can be deleted."""

    list_display = ["title", "slug", "updated_on"]
    fields = ["slug", "title", "summary", "body"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name.startswith("body_"):
            field.widget.attrs["rows"] = 30  # some of these texts are long
        return field

    def has_add_permission(self, request):
        return super().has_add_permission(request) and LegalPage.objects.count() < len(LegalPage.Slug)

    def has_delete_permission(self, request, obj=None):
        return False
