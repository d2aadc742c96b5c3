from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null, source_text_is_present
from conditions.markup import validate_markup

from .condition import Condition
from .slugged import Slugged


class Symptom(Slugged):
    """Something a patient notices, how soon it needs a doctor, and what to do."""

    class Urgency(models.TextChoices):
        EMERGENCY = "emergency", _("Emergency: call now")
        SOON = "soon", _("See a doctor within a day")
        MENTION = "mention", _("Mention it at the next appointment")

    condition = models.ForeignKey(
        Condition, verbose_name=_("condition"), on_delete=models.CASCADE, related_name="symptoms"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency)
    name = models.CharField(_("name"), max_length=160)
    explanation = models.TextField(
        _("explanation"), validators=[validate_markup], help_text=_("What it is; Markdown with citations.")
    )
    what_to_do = models.TextField(_("what to do"), validators=[validate_markup])

    class Meta:
        verbose_name = _("symptom")
        verbose_name_plural = _("symptoms")
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(
                name="symptom_urgency_is_known", condition=Q(urgency__in=["emergency", "soon", "mention"])
            ),
            source_text_is_present("symptom", "name", "explanation", "what_to_do"),
            missing_text_is_null("symptom", "name", "explanation", "what_to_do"),
        ]

    def __str__(self):
        return self.name
