from django.core.management.base import BaseCommand, CommandError

from directory.filtering.bitmaps.current import store_anew


class Command(BaseCommand):
    help = "Stores what lists are answered from as it is now, for workers to start from. Run it once a day."

    def handle(self, **options):
        try:
            is_done = store_anew()
        except RuntimeError as error:
            raise CommandError(f"There is nothing to store: {error}") from error
        self.stdout.write("Stored." if is_done else "Another process is storing at this moment.")
