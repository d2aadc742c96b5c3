from django.core.management.base import BaseCommand

from directory.corrections.purging import purge


class Command(BaseCommand):
    help = "Deletes the reply addresses and texts of readers that the site may keep no longer. Run it once a day."

    def handle(self, **options):
        addresses, texts, counts = purge()
        self.stdout.write(f"Deleted: {addresses} reply addresses, texts of {texts} corrections, {counts} counts.")
