import zlib
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TranslationUpload(models.Model):
    """A file with translations that somebody handed in: looked at first, then applied. Kept for DAYS_KEPT."""

    DAYS_KEPT = 30

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="translation_uploads"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)
    file_name = models.CharField(max_length=150)
    compressed = models.BinaryField()  # here, where all workers find it, with whatever bytes it has
    is_machine = models.BooleanField(_("translated by a machine"))
    applied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("file with translations")
        verbose_name_plural = _("files with translations")
        default_permissions = []
        ordering = ["-pk"]

    def __str__(self):
        return self.file_name

    @property
    def data(self):
        return zlib.decompress(self.compressed)

    @property
    def run(self):
        """What the versions say that were made of it."""
        return f"translations-{self.pk}"

    @classmethod
    def keep(cls, data, **fields):
        """A new one, in the place of those that are too old."""
        cls.purge()
        return cls.objects.create(compressed=zlib.compress(data), **fields)

    @classmethod
    def purge(cls):
        """Delete those that are too old; how many."""
        oldest = timezone.now() - timedelta(days=cls.DAYS_KEPT)
        number, _models = cls.objects.filter(uploaded_at__lt=oldest).delete()
        return number
