from django.apps import AppConfig


class KonsilConfig(AppConfig):
    """Commands and pages that belong to the site as a whole."""

    name = "config"
    label = "site_config"
    verbose_name = "Konsil"
