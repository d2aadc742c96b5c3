import sys

from django.core.management.base import BaseCommand

from config import purging
from enquiries.clock import ClockJumpedError
from enquiries.purging import proof


class Command(BaseCommand):
    help = "Deletes what has been kept long enough: enquiries, corrections, letters, uploads. Run it once a day."

    def add_arguments(self, parser):
        parser.add_argument(
            "--clock-is-right", action="store_true", help="the site was off for long; the clock is not wrong"
        )
        parser.add_argument("--proof", action="store_true", help="delete nothing; count what the log proves")

    def handle(self, *, clock_is_right, proof, **options):
        if proof:
            self.prove()
            return
        try:
            deleted = purging.purge(clock_is_right=clock_is_right)
        except ClockJumpedError:
            self.stderr.write(
                "Nothing is deleted: the clock is more than two days ahead of the last run. If it is right, wait "
                "for a day or say --clock-is-right."
            )
            sys.exit(1)
        for what, number in deleted.items():
            self.stdout.write(f"{what}: {number}")

    def prove(self):
        numbers = proof()
        for what, number in numbers.items():
            self.stdout.write(f"{what}: {number}")
        if numbers["overdue"] or numbers["unexplained"]:
            sys.exit(1)
