"""Files whose rows belong to listings: affiliations, treatments. A row names its listing and is found in it."""

from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from desk import roles
from desk.snapshots import owned
from directory.models.import_run import Decision, Outcome

from . import checks, constraints, contents, identities
from .words import unneutralised


class RowKind:
    """Finds and compares the rows of listings.

    `owners` are {column: the model it points at}, of which a row fills one; `relation` is the name under which the
    listing has the rows, `key` the column that tells them apart.
    """

    only_compared = ()
    facts = ()  # the columns whose values carry a check

    def __init__(self, name, label, columns, *, owners, relation, key):
        self.name, self.label = name, label
        self.columns = {column.name: column for column in columns}
        self.owners, self.relation, self.key = owners, relation, key
        self.pointing = {n: column.model for n, column in self.columns.items() if getattr(column, "model", None)}
        self.finding, self.identifying = [*owners], []

    @property
    def models(self):
        return list(self.owners.values())

    def row_model(self, model):
        return owned(model)[self.relation][0]

    def lacks(self, names):
        """A sentence on what must be among the columns of a file, or ""."""
        if set(self.owners) & set(names) and self.key in names:
            return ""
        owners = get_text_list([self.columns[name].label for name in self.owners], _("or"))
        needed = {"owners": owners, "key": self.columns[self.key].label}
        return _("The rows need %(owners)s, and %(key)s.") % needed

    def identity(self, values):
        """Which listing and which of its rows is known only when both are found."""
        return []

    def likeness(self, values):
        return []

    def look_up(self, plans, reading):
        """Ask for all listings that the cells point at: one statement for each model."""
        for model in set(self.pointing.values()):
            names = [name for name, pointed in self.pointing.items() if pointed is model]
            cells = (plan.row.cells.get(name, "") for plan in plans for name in names)
            texts = {unneutralised(cell) for cell in cells if cell}
            reading.listings[model] = identities.refer(model, texts)

    def find(self, plans, reading):
        for plan in plans:
            filled = [name for name in self.owners if name in plan.row.cells]
            if len(filled) == 1 and plan.is_open:
                plan.model, plan.target = self.owners[filled[0]], plan.values[filled[0]]
            elif len(filled) != 1:
                owners = get_text_list([self.columns[name].label for name in self.owners], _("or"))
                plan.reject(_("It must name one %(owners)s.") % {"owners": owners})
            plan.name = " – ".join(plan.row.cells[name] for name in [*filled, self.key] if name in plan.row.cells)
            if plan.decision is Decision.SKIP:
                plan.conclude(Outcome.SKIPPED)

    def suspect(self, plans, but):
        """Rows are found exactly, or not at all."""

    # What a row changes

    def compare(self, plans, reading, edits):
        """Set the changes and the outcome of each plan, and hand what is to be written to `edits`."""
        for model in self.models:
            edits.load(model, {plan.target for plan in plans if plan.model is model and plan.target})
        seen = {}
        merged = {plan: self._merge(plan, reading, edits, seen) for plan in plans if plan.is_open}
        for model in self.models:
            due = {plan: values for plan, (_key, values) in merged.items() if plan.model is model and plan.is_open}
            due = {plan: values for plan, values in due.items() if plan.changes}
            for plan, messages in constraints.broken(self.row_model(model), due).items():
                plan.reasons += messages
        for plan in plans:
            if plan.is_open:
                self._conclude(plan, *merged[plan], reading, edits)

    def _merge(self, plan, reading, edits, seen):
        """(key of the row in its listing, its values); fills the changes and reasons."""
        content = edits.content(plan.model, plan.target)
        if content is None:
            plan.reject(_("The listing does not exist any more."))
            return "", {}
        if self.key not in plan.values:
            plan.refuse(_("This is missing."), self.columns[self.key])
            return "", {}
        value = plan.values[self.key]
        first = seen.setdefault((plan.model, plan.target, value), plan.row.line)
        if first != plan.row.line:
            plan.refuse(_("Line %(line)d is about the same.") % {"line": first})
        rows = content["rows"][self.relation]
        key = next((key for key, row in rows.items() if row[self.key] == value), f"new-{plan.row.line}")
        model = self.row_model(plan.model)
        owner = owned(plan.model)[self.relation][1].name
        is_new = key not in rows
        old = contents.blank_values(model, without=owner) if is_new else rows[key]
        new = dict(old)
        for name, cell_value in plan.values.items():
            column = self.columns[name]
            if name not in self.owners and not column.is_same(old[name], cell_value):
                plan.changes.append([name, old[name], cell_value])
                new[name] = cell_value
        if self.facts and not is_new:
            checks.require(plan, old, self.facts, self.columns)
        if is_new:
            for field in contents.missing(model, new):
                if field.name not in plan.row.cells:
                    plan.refuse(_("This is missing."), self.columns.get(field.name))
        return key, new

    def _conclude(self, plan, key, values, reading, edits):
        content = edits.content(plan.model, plan.target)
        rows = dict(content["rows"][self.relation])
        is_new = key not in rows
        before = rows.get(key)
        # A row that was changed meanwhile, by one above it in the file, keeps that.
        rows[key] = values if is_new else {**before, **{name: new for name, _old, new in plan.changes}}
        self.fit(plan, key, before, rows, reading)
        if plan.changes and not roles.may(reading.account, "change", plan.model):
            plan.refuse(_("You may not do this."))
        plan.conclude(Outcome.NEW if is_new else Outcome.CHANGED if plan.changes else Outcome.UNCHANGED)
        if plan.outcome in (Outcome.NEW, Outcome.CHANGED):
            if edits.is_proposal(plan.model, plan.target):
                plan.warnings.append(_("It is published: the change is proposed to those who may publish."))
            rows_of_content = {**content["rows"], self.relation: rows}
            edits.change(plan, {**content, "rows": rows_of_content})

    def fit(self, plan, key, before, rows, reading):
        """What holds between the rows of one listing, or between the values of one row."""

    # The way back

    def exported(self, model, found, status):
        """{column: value} of each row of the listings in `found`, {pk: content}; it points by short names."""
        rows = [(pk, row) for pk, content in found.items() for row in content["rows"][self.relation].values()]
        owner = next(name for name, pointed in self.owners.items() if pointed is model)
        names = {owner: self._slugs(model, found)}
        for name, pointed in self.pointing.items():
            if name not in self.owners:
                names[name] = self._slugs(pointed, {row[name] for _pk, row in rows})
        return [
            {**row, **{name: slugs[pk if name == owner else row[name]] for name, slugs in names.items()}}
            for pk, row in rows
        ]

    def _slugs(self, model, keys):
        return dict(QuerySet(model).filter(pk__in=list(keys)).order_by().values_list("pk", "slug"))
