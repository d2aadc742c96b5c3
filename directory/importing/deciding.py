"""What the person who uploaded a file says about rows that may be duplicates."""

from django.db import transaction
from django.db.models import Q, QuerySet

from directory.models.import_run import Decision, ImportRun, Outcome, State

SAME = "same-"


@transaction.atomic
def decide(run_pk, choices):
    """Store `choices`, {key of the row: "", "new", "skip", or "same-" and the key of a candidate}.

    Those rows are then to be compared again, together with all that are about the same listings.
    """
    run = QuerySet(ImportRun).defer("file").select_for_update().get(pk=run_pk)
    if run.state != State.PLANNED:
        return
    touched, listings = [], set()
    for row in run.rows.filter(pk__in=choices):
        decision, target = _read(row, choices[row.pk])
        if (decision, target) != (row.decision, row.decided_for):
            listings |= {row.object_id, target} - {None}
            row.decision, row.decided_for = decision, target
            touched.append(row)
    if touched:
        run.rows.model.objects.bulk_update(touched, ["decision", "decided_for"], batch_size=500)
        again = Q(pk__in=[row.pk for row in touched]) | Q(object_id__in=listings)
        run.rows.filter(again).update(outcome=Outcome.OPEN, is_found=False)
        run.state = State.FINDING
        run.save(update_fields=["state"])


def _read(row, choice):
    candidates = {f"{SAME}{candidate['pk']}": candidate["pk"] for candidate in row.candidates if "pk" in candidate}
    if choice in candidates:
        return Decision.SAME, candidates[choice]
    if choice in (Decision.NEW, Decision.SKIP):
        return Decision(choice), None
    return Decision.NONE, None


def choice_of(row):
    """What is chosen for a row now, as `decide` takes it."""
    return f"{SAME}{row.decided_for}" if row.decision == Decision.SAME else row.decision
