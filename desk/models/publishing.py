from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in-review", _("In review")
    PUBLISHED = "published", _("Published")


class PublishableQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Status.PUBLISHED)


class Publishable(models.Model):
    """Something readers see once somebody who may publish it has done so."""

    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT)

    class Meta:
        abstract = True
        default_permissions = ["add", "change", "delete", "view", "publish"]
        constraints = [
            models.CheckConstraint(name="%(class)s_status_is_known", condition=models.Q(status__in=Status.values)),
        ]

    @property
    def is_published(self):
        return self.status == Status.PUBLISHED
