import sys

from django.core.management.base import BaseCommand

from enquiries import rotating


class Command(BaseCommand):
    help = "Seals every enquiry anew with the first of ENQUIRY_KEYS, and says which of the others may go."

    def handle(self, **options):
        number, failed = rotating.rotate()
        self.stdout.write(f"{number} enquiries are sealed with the first key now.")
        if failed:
            self.stderr.write(f"{failed} could not be opened with any key: put back the key that is missing.")
            sys.exit(1)
        self.stdout.write("All are. The other keys may go from ENQUIRY_KEYS, once no backup needs them.")
