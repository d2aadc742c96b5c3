from django.core.management.base import BaseCommand

from directory.maps.drawing import files


class Command(BaseCommand):
    help = "Draws the maps' files anew from the outlines, after a change to either."

    def handle(self, **options):
        for path, text in files().items():
            path.write_text(text)
            self.stdout.write(f"{path}: {len(text)} characters")
