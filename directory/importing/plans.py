"""What a row would do: the half-way house between its cells and the directory."""

from collections import defaultdict

from desk.snapshots import fingerprint
from directory.models.import_run import Decision, Outcome

from .refusals import CellRefusedError
from .vocabulary import Vocabulary


class Reading:
    """What the cells of a batch are read with: terms, listings that are pointed at, and who reads."""

    def __init__(self, account):
        self.account = account
        self.vocabulary = Vocabulary()
        self.listings = defaultdict(dict)  # {model: {text: {pk, …}}}, what cells point at
        self.main_places = {}  # {specialist: line that names its main place of work}
        self.warnings = []

    def warn(self, message):
        """Something about the cell that is being read now."""
        self.warnings.append(message)


class Plan:
    """A row while it is compared: the `values` of its cells, and its `target`, whose content it changes."""

    def __init__(self, row):
        self.row = row
        self.values = {}
        self.reasons, self.warnings, self.changes, self.candidates = [], [], [], []
        self.model = self.target = None
        self.slug = ""
        self.name = ""
        self.outcome = Outcome.OPEN

    def read(self, columns, reading):
        """Fill `values` from the cells, and the reasons and warnings."""
        reading.warnings = self.warnings
        for column in columns:
            cell = self.row.cells.get(column.name)
            if cell:
                try:
                    self.values[column.name] = column.read(cell, reading)
                except CellRefusedError as error:
                    self.refuse(error, column)

    def refuse(self, reason, column=None):
        self.reasons.append(f"{column.label}: {reason}" if column else str(reason))

    def reject(self, reason):
        """Refuse the whole row: nothing more can be said about it."""
        self.refuse(reason)
        self.conclude(Outcome.REFUSED)

    def conclude(self, outcome):
        """The outcome, unless something else came first."""
        if not self.outcome:
            self.outcome = Outcome.REFUSED if self.reasons else outcome

    @property
    def is_open(self):
        return not self.outcome and not self.reasons

    @property
    def is_perhaps_known(self):
        """Whether a listing of the directory may be meant."""
        return any("pk" in candidate for candidate in self.candidates)

    @property
    def decision(self):
        return Decision(self.row.decision)

    def settle(self):
        """Put everything into the row, ready to be saved."""
        row = self.row
        self.conclude(Outcome.REFUSED)
        row.model = self.model._meta.model_name if self.model else ""
        row.object_id, row.name = self.target, self.name[:400]
        row.slug = self.slug or row.slug
        row.outcome = self.outcome
        row.changes = self.changes if self.outcome in (Outcome.NEW, Outcome.CHANGED) else []
        row.reasons, row.warnings = self.reasons, self.warnings
        if self.decision is Decision.NONE:
            # once decided they stay, so that the decision can be another
            row.candidates = self.candidates if self.outcome == Outcome.SUSPECT else []
        row.digest = fingerprint([row.model, row.object_id, row.slug, row.outcome, row.changes])
        return row
