from django.core.management.base import BaseCommand

from legal.purging import purge


class Command(BaseCommand):
    help = "Deletes addresses and words of letters that the site may keep no longer. Run it once a day."

    def handle(self, **options):
        letters, counts = purge()
        self.stdout.write(f"Deleted: addresses and words of {letters} letters, {counts} counts.")
