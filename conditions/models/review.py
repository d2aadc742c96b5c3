from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null, source_text_is_present
from conditions.validators import validate_not_in_the_future

from .slugged import Slugged


class Reviewer(Slugged):
    """A person or team that writes or reviews medical content and stands for it by name."""

    not_restored = ["account", "is_physician"]

    name = models.CharField(_("name"), max_length=120)
    qualification = models.CharField(_("qualification"), max_length=200)
    conflict_of_interest = models.TextField(_("conflict of interest"))
    is_physician = models.BooleanField(
        _("physician"),
        default=False,
        db_default=False,
        help_text=_("Only physicians can be named as medical reviewer of a text."),
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reviewer",
        help_text=_("Who signs in as this person; what they submit or approve then bears this name."),
    )

    class Meta:
        verbose_name = _("author or reviewer")
        verbose_name_plural = _("authors and reviewers")
        ordering = ["name", "pk"]
        constraints = [
            source_text_is_present("reviewer", "qualification", "conflict_of_interest"),
            missing_text_is_null("reviewer", "qualification", "conflict_of_interest"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        has_signed = self.pk and (self.reviewed_conditions.exists() or self.reviewed_therapys.exists())
        if has_signed and not self.is_physician:
            raise ValidationError(_("This name stands under a medical review, which only a physician can sign."))


class Reviewed(models.Model):
    """Medical content with a review clock: who wrote it, who checked it, and until when that holds.

    That a physician checked it spans two tables, which a check constraint cannot: clean() on both sides, the form
    of the approval, and a test over all content see to it.
    """

    not_restored = ["written_by", "written_on", "reviewed_by", "reviewed_on", "next_review_on"]

    written_by = models.ForeignKey(
        Reviewer,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="written_%(class)ss",
    )
    written_on = models.DateField(_("written on"), null=True, blank=True, validators=[validate_not_in_the_future])
    reviewed_by = models.ForeignKey(
        Reviewer,
        verbose_name=_("medically reviewed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviewed_%(class)ss",
    )
    reviewed_on = models.DateField(
        _("last medical review"), null=True, blank=True, validators=[validate_not_in_the_future]
    )
    next_review_on = models.DateField(_("next review due"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_review_names_reviewer_and_day",
                condition=Q(reviewed_by__isnull=True, reviewed_on__isnull=True)
                | Q(reviewed_by__isnull=False, reviewed_on__isnull=False),
                violation_error_message=_("A medical review needs both the reviewer and the day."),
            ),
            models.CheckConstraint(
                name="%(class)s_next_review_follows_last",
                condition=Q(next_review_on__isnull=True)
                | Q(reviewed_on__isnull=True)
                | Q(next_review_on__gt=F("reviewed_on")),
                violation_error_message=_("The next review must be later than the last one."),
            ),
            models.CheckConstraint(
                name="%(class)s_author_names_day",
                condition=Q(written_by__isnull=True) | Q(written_on__isnull=False),
                violation_error_message=_("Who wrote it needs the day it was written."),
            ),
        ]

    def clean(self):
        super().clean()
        if self.reviewed_by and not self.reviewed_by.is_physician:
            raise ValidationError(_("A medical review is signed by a physician."))
