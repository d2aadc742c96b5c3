from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RevisionQuerySet(models.QuerySet):
    def of(self, obj):
        return self.of_model(type(obj)).filter(object_id=obj.pk)

    def of_model(self, model):
        return self.filter(content_type=ContentType.objects.get_for_model(model))

    def open(self):
        """Working versions that readers do not see yet: drafts, and those in review."""
        return self.filter(state__in=OPEN)

    def applied(self):
        return self.filter(state=Revision.State.APPLIED)

    def without_content(self):
        """For lists: the content of a condition is a hundred pages of text."""
        return self.defer("content")


OPEN = ["draft", "in-review"]


class Revision(models.Model):
    """An object and its rows at one moment (desk/snapshots.py): history, working versions and proposals alike."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in-review", _("In review")
        APPLIED = "applied", _("Applied")
        SUPERSEDED = "superseded", _("Followed by a later draft")
        DISCARDED = "discarded", _("Discarded")

    class Action(models.TextChoices):
        FOUND = "found", _("as it was before its first change here")
        CREATED = "created", _("created")
        CHANGED = "changed", _("changed")
        IMPORTED = "imported", _("imported")
        TRANSLATED = "translated", _("translated from a file")
        CORRECTED = "corrected", _("corrected on a reader’s hint")
        CHECKED = "checked", _("checked")
        RESTORED = "restored", _("restored from an earlier version")
        REVIEWED = "reviewed", _("approved")
        DELETED = "deleted", _("deleted")

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    name = models.CharField(_("name"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.APPLIED)
    action = models.CharField(_("action"), max_length=10, choices=Action)
    content = models.JSONField()
    fingerprint = models.CharField(max_length=32)
    translation_totals = models.JSONField(default=dict)  # clock.totals() of a working version, for lists to ask
    base = models.ForeignKey(
        "self",
        verbose_name=_("made from"),
        on_delete=models.PROTECT,
        null=True,
        related_name="later",
        help_text=_("What readers saw when this working version was begun."),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="revisions"
    )
    made_by_name = models.CharField(_("made by"), max_length=150, blank=True)  # outlives the account
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    is_minor = models.BooleanField(_("minor edit"), default=False)
    comment = models.CharField(_("comment"), max_length=300, blank=True)
    run = models.CharField(max_length=40, blank=True, db_index=True)  # what was written together, as an import

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        default_permissions = []
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id", "-id"], name="revision_of_object"),
            models.Index(
                fields=["content_type", "-id"], condition=Q(action="deleted"), name="revision_of_what_is_gone"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=Q(state__in=OPEN),
                name="revision_one_is_open",
                violation_error_message=_("There is a working version already."),
            ),
            models.CheckConstraint(
                name="revision_state_is_known",
                condition=Q(state__in=["draft", "in-review", "applied", "superseded", "discarded"]),
            ),
            models.CheckConstraint(
                name="revision_open_has_a_base", condition=~Q(state__in=OPEN) | Q(base__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self):
        return self.state in OPEN
