from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .revision import Revision


class StepQuerySet(models.QuerySet):
    def of(self, obj):
        return self.of_model(obj).filter(object_id=obj.pk)

    def of_model(self, model):
        return self.filter(content_type=ContentType.objects.get_for_model(model))


class Step(models.Model):
    """What somebody did in the workflow of an object: who, when, and why."""

    class Action(models.TextChoices):
        SUBMITTED = "submitted", _("submitted for review")
        RETURNED = "returned", _("sent back")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn from the site")
        DISCARDED = "discarded", _("discarded")

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, null=True, related_name="steps")
    action = models.CharField(_("action"), max_length=10, choices=Action)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="desk_steps"
    )
    by_name = models.CharField(_("by"), max_length=150, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    reason = models.TextField(_("reason"), blank=True)
    parts = models.JSONField(default=list)  # what a publication changed for readers: ["summary_de", …]

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        default_permissions = []
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id", "-id"], name="step_of_object"),
            models.Index(
                fields=["content_type", "object_id"], condition=Q(action="returned"), name="step_back_of_object"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="step_action_is_known",
                condition=Q(action__in=["submitted", "returned", "published", "withdrawn", "discarded"]),
            ),
            models.CheckConstraint(
                name="step_back_has_a_reason",
                condition=~Q(action__in=["returned", "withdrawn"]) | ~Q(reason=""),
                violation_error_message=_("Please say why."),
            ),
        ]

    def __str__(self):
        return f"{self.get_action_display()}, {self.at:%Y-%m-%d %H:%M}"
