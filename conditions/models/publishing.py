from django.db import models
from django.utils.translation import gettext_lazy as _

from .slugged import SluggedQuerySet


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class PublishableQuerySet(SluggedQuerySet):
    def published(self):
        return self.filter(status=Status.PUBLISHED)


class Publishable(models.Model):
    """Something readers see once an editor has published it."""

    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_status_is_known", condition=models.Q(status__in=Status.values)),
        ]

    @property
    def is_published(self):
        return self.status == Status.PUBLISHED
