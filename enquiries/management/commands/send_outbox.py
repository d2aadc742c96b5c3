import signal
import sys
import threading

from django.core.management.base import BaseCommand

from enquiries.outbox import alarm, worker


class Command(BaseCommand):
    help = "Sends the mails of enquiries as they become due, until it is stopped. Several may run at once."

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--once", action="store_true", help="send what is due now, and end")
        what.add_argument(
            "--check", action="store_true", help="send nothing; exit with 1 when a mail is 15 minutes late"
        )

    def handle(self, *, once, check, **options):
        if check:
            waited = alarm.oldest()
            if waited is not None:
                minutes = waited.total_seconds() // 60
                self.stderr.write(f"The oldest unsent mail has waited for {minutes:.0f} minutes.")
                sys.exit(1)
            self.stdout.write("No mail is late.")
        elif once:
            self.stdout.write(f"{worker.drain()} mails tried.")
        else:
            stop = threading.Event()
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
            worker.run(stop)
