"""Files of specialists or of clinics: a row is a listing."""

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from desk import roles
from desk.models import Status
from directory.models.import_run import Decision, Outcome
from directory.models.listing import FACTS

from . import checks, constraints, contents, identities, slugs
from .refusals import CellRefusedError

STATUS = "status"
FORWARD = [Status.DRAFT, Status.IN_REVIEW, Status.PUBLISHED]


class ListingKind:
    """Finds and compares listings of one model; specialists.py and clinics.py say which columns there are.

    `naming` are the columns whose cells name a listing; `only_compared` those that tell namesakes apart and are
    not stored.
    """

    def __init__(self, name, label, model, columns, *, naming, only_compared=()):
        self.name, self.label, self.model = name, label, model
        self.columns = {column.name: column for column in columns}
        self.naming, self.only_compared = naming, only_compared
        self.keys = identities.KEYS[model]
        places = [name for name in ("city", "postal_code") if name in self.columns]
        self.finding = self.identifying = [*self.keys, *naming, *places]

    @property
    def models(self):
        return [self.model]

    def lacks(self, names):
        """A sentence on what must be among the columns of a file, or ""."""
        if set(self.keys) & set(names) or set(self.naming) <= set(names):
            return ""
        keys = get_text_list([self.columns[key].label for key in self.keys], _("or"))
        naming = get_text_list([self.columns[name].label for name in self.naming], _("and"))
        return _("The rows need %(keys)s, or else %(naming)s.") % {"keys": keys, "naming": naming}

    def look_up(self, plans, reading):
        """Its cells point at no listings."""

    # Which listing a row is about

    def identity(self, values):
        """The keys of a row that no other row may have."""
        has_site = bool(values.get("hospital_site_number"))
        return [(key, values[key]) for key in self.keys if values.get(key) and not (key == "ik" and has_site)]

    def likeness(self, values):
        """What two rows that may be about the same listing have in common: its name at each of its places."""
        if self.identity(values) or not (name := self._name(values)):
            return []
        return [(identities.name_key(name), place) for place in identities.place_keys(values) or {""}]

    def _name(self, values):
        return " ".join(values.get(name) or "" for name in self.naming).strip()

    def _key(self, values):
        return next((value for _key, value in self.identity(values)), "")

    def find(self, plans, reading):
        """Set the target of each plan."""
        found = identities.find(self.model, [key for plan in plans for key in self.identity(plan.values)])
        for plan in plans:
            plan.model, plan.name = self.model, self._name(plan.values) or self._key(plan.values)
            self._find_one(plan, found)

    def suspect(self, plans, but):
        """Set the candidates that new ones may be duplicates of. `but` do not count."""
        unknown = {
            plan: (self._name(plan.values), plan.values)
            for plan in plans
            if plan.is_open and plan.target is None and plan.decision is not Decision.NEW
        }
        for plan, candidates in identities.similar(self.model, unknown, but).items():
            plan.candidates += candidates

    def _find_one(self, plan, found):
        targets = set().union(*(found[key] for key in self.identity(plan.values)))
        if plan.row.repeats:
            plan.reject(_("Line %(line)d is about the same.") % {"line": plan.row.repeats})
        if plan.decision is Decision.SKIP:
            plan.conclude(Outcome.SKIPPED)
        elif plan.decision is Decision.SAME:
            targets.add(plan.row.decided_for)
        elif plan.row.resembles and not targets and plan.decision is Decision.NONE:
            plan.candidates.append({"line": plan.row.resembles, "name": plan.name, "place": ""})
        if len(targets) > 1:
            plan.reject(_("Its identifiers belong to different listings."))
        elif targets:
            plan.target = targets.pop()
        elif not plan.name:
            plan.reject(_("It does not say which listing it is about."))

    # What a row changes

    def compare(self, plans, reading, edits):
        """Set the changes and the outcome of each plan, and hand what is to be written to `edits`."""
        edits.load(self.model, {plan.target for plan in plans if plan.target})
        seen = {}
        for plan in plans:
            first = seen.setdefault(plan.target, plan.row.line) if plan.target else None
            if plan.is_open and first not in (None, plan.row.line):
                plan.reject(_("Line %(line)d is about the same.") % {"line": first})
        self._give_slugs(plans, edits)
        values = {plan: self._merge(plan, reading, edits) for plan in plans if not plan.outcome}
        due = {plan: new for plan, new in values.items() if plan.is_open and plan.changes}
        for plan, messages in constraints.broken(self.model, due).items():
            plan.reasons += messages
        self.note({plan: new for plan, new in due.items() if plan.is_open})
        for plan, new in values.items():
            if plan in due and plan.is_open:
                self._clean(plan, new)
            self._conclude(plan, new, reading, edits)

    def _give_slugs(self, plans, edits):
        wanted = {}
        for plan in plans:
            if plan.is_open and plan.target is None:
                if plan.values.get("slug"):
                    plan.slug = plan.values["slug"]
                else:
                    wanted[plan] = slugs.suggestions(plan.name, plan.values.get("city") or "")
        slugs.assign(self.model, plans, wanted)

    def _merge(self, plan, reading, edits):
        """The values that the listing would have; fills the changes, reasons and warnings."""
        reading.warnings = plan.warnings
        content = edits.content(self.model, plan.target)
        if content is None:
            plan.reject(_("The listing does not exist any more."))
            return {}
        old, new = content["fields"], dict(content["fields"])
        is_new = plan.target is None
        for name, value in plan.values.items():
            if name == "slug":
                self._keep_slug(plan, old)
            elif name not in (STATUS, *self.only_compared):
                column = self.columns[name]
                try:
                    value = column.in_context(value, plan.values, old, reading)
                except CellRefusedError as error:
                    plan.refuse(error, column)
                    continue
                if not column.is_same(old[name], value):
                    plan.changes.append([name, old[name], value])
                    new[name] = value
        if is_new:
            new["slug"] = plan.slug
            plan.changes.insert(0, ["slug", "", plan.slug])
            self._require(plan, new)
        checks.require(plan, old, FACTS, self.columns)
        self._move(plan, reading, edits.status(self.model, plan.target))
        return new

    def note(self, listings):
        """Warnings on `listings`, {plan: values}, for which many have to be asked about at once."""

    def _keep_slug(self, plan, old):
        if plan.target and plan.values["slug"] != old["slug"]:
            plan.warnings.append(_("Its address keeps the short name %(slug)s.") % {"slug": old["slug"]})

    def _require(self, plan, new):
        for field in contents.missing(self.model, new):
            if field.name == "slug":
                if plan.is_open:
                    plan.refuse(_("No short name for its address is free any more."))
            elif field.name not in plan.row.cells:  # else its cell was refused already
                plan.refuse(_("This is missing."), self.columns.get(field.name))

    def _move(self, plan, reading, status):
        """Forward only: an import publishes for whom may publish, and takes nothing off the site."""
        wanted = plan.values.get(STATUS) or status
        if wanted == Status.PUBLISHED != status and not roles.may_publish(reading.account, self.model):
            plan.warnings.append(_("It is not published: that is for others to do."))
        elif FORWARD.index(wanted) < FORWARD.index(status):
            plan.warnings.append(_("An import takes nothing back: its status stays as it is."))
        elif wanted != status:
            plan.changes.append([STATUS, status, wanted])

    def _clean(self, plan, values):
        if self.model.clean is Model.clean:
            return
        fields = [field for field in self.model._meta.concrete_fields if field.name in values]
        listing = self.model(**{field.attname: field.to_python(values[field.name]) for field in fields})
        try:
            listing.clean()
        except ValidationError as error:
            plan.reasons += error.messages

    def _conclude(self, plan, new, reading, edits):
        action = "change" if plan.target else "add"
        if plan.changes and not roles.may(reading.account, action, self.model):
            plan.refuse(_("You may not do this."))
        if plan.target:
            plan.conclude(Outcome.CHANGED if plan.changes else Outcome.UNCHANGED)
        elif plan.is_perhaps_known:
            plan.outcome = Outcome.SUSPECT  # what it lacks, it lacks as something new
        else:
            plan.conclude(Outcome.SUSPECT if plan.candidates else Outcome.NEW)
        if plan.outcome in (Outcome.NEW, Outcome.CHANGED):
            if edits.is_proposal(self.model, plan.target):
                plan.warnings.append(_("It is published: the change is proposed to those who may publish."))
            status = next((value for name, _old, value in plan.changes if name == STATUS), None)
            edits.change(plan, {**edits.content(self.model, plan.target), "fields": new}, status)

    # The way back

    def exported(self, model, found, status):
        """{column: value} of each listing in `found`, {pk: content}."""
        return [{**content["fields"], STATUS: status[pk]} for pk, content in found.items()]
