from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from desk import clock
from desk.translation_files import po
from desk.translation_files.applying import apply
from desk.translation_files.checks import KIND_NAMES, REFUSED, WRITTEN
from desk.translation_files.planning import counts, plan


class Command(BaseCommand):
    help = "Takes the translations in a PO file over, as at the desk. Ends with status 1 if an entry is refused."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say what the file would change")
        parser.add_argument(
            "--machine", action="store_true", help="what a machine translated counts as not checked"
        )
        parser.add_argument("--user", help="the account in whose name and with whose rights it is done")
        parser.add_argument("--language", default="en", help="of the report")

    def handle(self, *, file, dry_run, machine, user, language, **options):
        with override(language):
            account, texts = self.account(user), self.texts(file)
            work = plan if dry_run else apply
            findings = work(texts, account, is_machine=machine)
            self.report(findings)
        if dry_run:
            self.stdout.write("Nothing was written.")
        if any(finding.kind == REFUSED for finding in findings):
            raise CommandError("Some entries were refused.", returncode=1)

    def account(self, name):
        if name is None:
            return None
        account = get_user_model().objects.filter(username=name, is_active=True).first()
        if account is None:
            raise CommandError(f"There is no account {name}.")
        return account

    def texts(self, file):
        try:
            texts = po.read(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except po.BrokenFileError as error:
            raise CommandError(str(error)) from error
        if texts.language not in clock.TARGETS:
            raise CommandError(
                f"The language of the file is “{texts.language}”, not one of {', '.join(clock.TARGETS)}."
            )
        return texts

    def report(self, findings):
        """What is written or refused, in the order of the file, and the numbers."""
        for finding in findings:
            if finding.kind in (*WRITTEN, REFUSED):
                name = finding.title or finding.entry.address
                self.stdout.write(f"Line {finding.entry.line}, {name}: {KIND_NAMES[finding.kind]}")
                for sentence in filter(None, [finding.reason, *finding.warnings]):
                    self.stdout.write(f"    {sentence}")
        for kind, number in counts(findings).items():
            if number:
                self.stdout.write(f"{number:6} {KIND_NAMES[kind]}")
