from django.db import models
from django.utils.translation import gettext_lazy as _


class Country(models.TextChoices):
    """The countries we cover, by ISO 3166-1 alpha-2 code."""

    GERMANY = "DE", _("Germany")
    AUSTRIA = "AT", _("Austria")
    SWITZERLAND = "CH", _("Switzerland")
