from collections import Counter
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from directory.importing import applying, planning, showing, staging
from directory.importing.kinds import KINDS
from directory.importing.refusals import FileRefusedError
from directory.models.import_run import WRITTEN, Outcome, State

NOT_WRITTEN = [Outcome.REFUSED, Outcome.SUSPECT]
SECONDS = 2  # between two lines about the progress


class Command(BaseCommand):
    help = (
        "Compare a CSV or XLSX file with the directory and import it, as at the desk. Writes nothing if a row is "
        "refused or perhaps a duplicate, unless --leave-out says to do without such rows. Ends with status 1 if "
        "it could not do all."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--kind", choices=KINDS, help="what is in the file; else its headers show it")
        parser.add_argument("--dry-run", action="store_true", help="only say what the file would change")
        parser.add_argument("--user", help="the account in whose name and with whose rights it is done")
        parser.add_argument("--leave-out", action="store_true", help="write the good rows even if others are not")
        parser.add_argument("--language", default="en", help="of the report")

    def handle(self, *, file, kind, dry_run, user, leave_out, language, **options):
        with override(language):
            account = self.account(user)
            run = self.compared(file, KINDS.get(kind), account)
            self.report(run)
            bad = sum(run.counts.get(outcome, 0) for outcome in NOT_WRITTEN)
            if dry_run or (bad and not leave_out):
                run.delete()
                self.end("Nothing was written.", is_good=dry_run and not bad)
            elif not any(run.counts.get(outcome) for outcome in WRITTEN):
                run.delete()
                self.end("There is nothing to write.", is_good=not bad)
            else:
                self.write(run, account, bad)

    def account(self, name):
        if name is None:
            return None
        account = get_user_model().objects.filter(username=name, is_active=True).first()
        if account is None:
            raise CommandError(f"There is no account {name}.")
        return account

    def compared(self, file, kind, account):
        try:
            run = staging.stage(file.read_bytes(), file_name=file.name, kind=kind, by=account)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except FileRefusedError as error:
            raise CommandError(str(error)) from error
        self.stderr.write(f"{run.how}: {run.number_of_rows} rows of {KINDS[run.kind].label}")
        while not run.is_planned:
            run = planning.work(run.pk, account, SECONDS)
            done, of = planning.progress(run)
            self.stderr.write(f"compared {done * 100 // of} %")
        return run

    def report(self, run):
        """Every row that is not unchanged, in the order of the file, and the numbers."""
        rows = run.rows.exclude(outcome=Outcome.UNCHANGED).order_by("line")
        for start in range(0, rows.count(), 500):
            for shown in showing.shown(run, list(rows[start : start + 500]), lambda model, pk: ""):
                self.report_row(shown)
        for outcome in Outcome:
            if run.counts.get(outcome):
                self.stdout.write(f"{run.counts[outcome]:6} {outcome.label}")

    def report_row(self, shown):
        row = shown.row
        self.stdout.write(f"Line {row.line}, {row.name}: {row.get_outcome_display()}")
        for change in shown.changes:
            self.stdout.write(f"    {change.label}: {change.old!r} -> {change.new!r}")
        for _value, label, _is_chosen in shown.choices:
            self.stdout.write(f"    ? {label}")
        for sentence in [*row.reasons, *row.warnings]:
            self.stdout.write(f"    {sentence}")

    def write(self, run, account, bad):
        self.stderr.write("writing ...")
        applying.confirm(run.pk, run.digest)
        run = applying.write(run.pk, account)
        if run.state != State.APPLIED:
            raise CommandError(run.setback)
        written = Counter(run.counts)[Outcome.NEW] + Counter(run.counts)[Outcome.CHANGED]
        self.end(f"Rows written: {written}. The desk can undo it: import {run.pk}.", is_good=not bad)

    def end(self, sentence, *, is_good):
        if not is_good:
            raise CommandError(sentence, returncode=1)
        self.stdout.write(sentence)
