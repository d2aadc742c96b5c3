from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null, source_text_is_present

from .clinic import Clinic


class CertificateQuerySet(models.QuerySet):
    def get_by_natural_key(self, clinic, issuer, scope):
        return self.get(clinic__slug=clinic, issuer=issuer, scope_de=scope)


class Certificate(models.Model):
    """What an independent body has confirmed about a clinic, and until when."""

    web_addresses = {"url": ""}

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="certificates")
    issuer = models.CharField(_("issuer"), max_length=160)
    scope = models.CharField(_("scope"), max_length=200)
    valid_until = models.DateField(_("valid until"))
    url = models.URLField(_("web address"), blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-valid_until", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "issuer", "scope_de"], name="certificate_is_unique_in_clinic"
            ),
            source_text_is_present("certificate", "scope"),
            missing_text_is_null("certificate", "scope"),
        ]

    def __str__(self):
        return f"{self.issuer}: {self.scope}"

    @property
    def is_expired(self):
        return self.valid_until < timezone.localdate()

    def natural_key(self):
        return (*self.clinic.natural_key(), self.issuer, self.scope_de)

    natural_key.dependencies = ["directory.clinic"]
