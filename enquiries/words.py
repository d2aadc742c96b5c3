"""The choices of an enquiry, as the form offers them and the recipient reads them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Writer(models.TextChoices):
    PATIENT = "patient", _("I am the patient")
    RELATIVE = "relative", _("I am a relative or friend")
    PHYSICIAN = "physician", _("I treat the patient, as a physician")


class Way(models.TextChoices):
    EMAIL = "email", _("By e-mail")
    PHONE = "phone", _("By telephone")


WRITERS_TOLD = {
    Writer.PATIENT: _("The patient"),
    Writer.RELATIVE: _("A relative or friend"),
    Writer.PHYSICIAN: _("A physician who treats the patient"),
}
