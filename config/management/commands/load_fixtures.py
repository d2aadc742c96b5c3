from django.core.management.base import BaseCommand

from config import sample_content


class Command(BaseCommand):
    help = "Fill a new, empty site with the project's content and sample directory. Changes nothing on any other."

    def handle(self, **options):
        if sample_content.load_once():
            self.stdout.write("The content and the sample directory are loaded.")
        else:
            self.stdout.write("Nothing loaded: this site has its content already, or has had it before.")
        if sample_content.load_legal_pages_once():
            self.stdout.write("Sample texts for the legal pages are loaded: please replace them by your own.")
