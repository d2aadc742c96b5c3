from django.core.management.base import BaseCommand

from directory.importing.purging import purge


class Command(BaseCommand):
    help = "Deletes the uploaded files of imports that are older than 30 days. Run it once a day."

    def handle(self, **options):
        self.stdout.write(f"Files deleted: {purge()}")
