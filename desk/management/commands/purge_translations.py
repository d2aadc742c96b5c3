from django.core.management.base import BaseCommand

from desk.models import TranslationUpload


class Command(BaseCommand):
    help = "Deletes the uploaded files of translations that are older than 30 days. Run it once a day."

    def handle(self, **options):
        self.stdout.write(f"Files deleted: {TranslationUpload.purge()}")
