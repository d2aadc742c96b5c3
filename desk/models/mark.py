from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class TranslationMark(models.Model):
    """A translation that is there but not up to date, and the source text it was made from."""

    class Kind(models.TextChoices):
        OUTDATED = "outdated", _("Outdated")
        MACHINE = "machine", _("Made by machine, not checked")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    path = models.CharField(max_length=120)  # "summary", or "sections/12/body" of a row that the object owns
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=8, choices=Kind)
    source = models.TextField(blank=True)
    since = models.DateField()

    class Meta:
        verbose_name = _("translation mark")
        verbose_name_plural = _("translation marks")
        default_permissions = []
        permissions = [("translate", _("Can translate texts into their languages"))]
        ordering = ["content_type", "object_id", "path", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "path", "language"], name="translationmark_is_unique"
            ),
            models.CheckConstraint(
                name="translationmark_kind_is_known", condition=models.Q(kind__in=["outdated", "machine"])
            ),
        ]

    def __str__(self):
        return f"{self.path} {self.language}: {self.get_kind_display()}"

    def as_json(self):
        return {"kind": self.kind, "source": self.source, "since": self.since.isoformat()}

    @classmethod
    def from_json(cls, content_type, object_id, place, mark):
        path, language = place.rsplit(" ", 1)
        return cls(content_type=content_type, object_id=object_id, path=path, language=language, **mark)
