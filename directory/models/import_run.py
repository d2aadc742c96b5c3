from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    FINDING = "finding", _("being compared: which listings it means")
    PLANNING = "planning", _("being compared: what it changes")
    PLANNED = "planned", _("waiting for confirmation")
    APPLYING = "applying", _("being written")
    APPLIED = "applied", _("imported")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


class Outcome(models.TextChoices):
    OPEN = "", _("not compared yet")
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    SUSPECT = "suspect", _("perhaps a duplicate")
    SKIPPED = "skipped", _("left out by you")
    REFUSED = "refused", _("refused")


class Decision(models.TextChoices):
    NONE = "", _("undecided")
    SAME = "same", _("the same")
    NEW = "new", _("new")
    SKIP = "skip", _("leave out")


WRITTEN = [Outcome.NEW, Outcome.CHANGED]


class ImportRunQuerySet(models.QuerySet):
    def for_list(self):
        """Without the files."""
        return self.defer("file").select_related("uploaded_by")


class ImportRun(models.Model):
    """A file that somebody uploaded, and what became of it."""

    State = State

    kind = models.CharField(_("kind"), max_length=12)
    file_name = models.CharField(_("file"), max_length=200)
    file = models.BinaryField(null=True)  # until it is purged; not on a disk that only one of the servers sees
    how = models.CharField(_("read as"), max_length=120, blank=True)
    columns = models.JSONField(default=list)  # the names of the columns, in the order of the file
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.FINDING)
    number_of_rows = models.PositiveIntegerField(_("rows"), default=0)
    counts = models.JSONField(default=dict)  # {outcome: number of rows}, once all are compared
    digest = models.CharField(max_length=32, blank=True)  # of all that was shown
    setback = models.CharField(max_length=300, blank=True)  # why it was not written and is shown again
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="import_runs"
    )
    uploaded_by_name = models.CharField(_("uploaded by"), max_length=150, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("imported at"), null=True)
    undone_by_name = models.CharField(_("undone by"), max_length=150, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True)
    moved = models.JSONField(default=list)  # [[model, key, status before, and after], …] of what existed before
    left_alone = models.JSONField(default=list)  # what an undo did not touch: [[name, why], …]

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        default_permissions = []  # those to import specialists and clinics decide
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="importrun_state_is_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="importrun_applied_has_its_time",
                condition=Q(applied_at__isnull=False) | ~Q(state__in=["applied", "undoing", "undone"]),
            ),
        ]

    def __str__(self):
        return self.file_name

    @property
    def name_in_history(self):
        """What the versions that it made are marked with."""
        return f"import-{self.pk}"

    @property
    def is_planned(self):
        return self.state == State.PLANNED

    @property
    def is_at_work(self):
        return self.state in (State.FINDING, State.PLANNING, State.APPLYING, State.UNDOING)

    @property
    def is_over(self):
        return self.state in (State.APPLIED, State.UNDONE)


class ImportRow(models.Model):
    """One row of a file, and what it would do."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("line"))
    cells = models.JSONField(default=dict)  # {name of the column: text}, without the empty ones
    repeats = models.PositiveIntegerField(null=True)  # an earlier line that is about the same
    resembles = models.PositiveIntegerField(null=True)  # an earlier line with the same name and place
    is_found = models.BooleanField(default=False)  # whether it is known which listing it is about
    model = models.CharField(max_length=12, blank=True)  # "specialist" or "clinic": whose content it changes
    object_id = models.BigIntegerField(null=True)
    slug = models.CharField(max_length=100, blank=True)  # of a listing that would be new
    name = models.CharField(_("name"), max_length=400, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True, default=Outcome.OPEN)
    changes = models.JSONField(default=list)  # [[name of the column, value before, value after], …]
    reasons = models.JSONField(default=list)  # sentences: why it is refused
    warnings = models.JSONField(default=list)  # sentences
    candidates = models.JSONField(default=list)  # [{"pk" or "line", "name", "place"}, …] it may be a duplicate of
    decision = models.CharField(_("decision"), max_length=4, choices=Decision, blank=True, default=Decision.NONE)
    decided_for = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=32, blank=True)  # of its outcome; a "fingerprint" names a content

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        default_permissions = []
        ordering = ["run", "line"]
        indexes = [models.Index(fields=["run", "outcome", "line"], name="importrow_by_outcome")]
        constraints = [
            models.UniqueConstraint(fields=["run", "line"], name="importrow_line_is_unique"),
            models.CheckConstraint(name="importrow_outcome_is_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(
                name="importrow_same_names_which",
                condition=Q(decision="same", decided_for__isnull=False)
                | Q(decision__in=["", "new", "skip"], decided_for__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.line}: {self.name}"
