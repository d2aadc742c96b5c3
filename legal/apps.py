from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LegalConfig(AppConfig):
    name = "legal"
    verbose_name = _("Legal pages and letters")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import forgetting  # noqa: F401 says what else is to be forgotten
