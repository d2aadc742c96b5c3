from io import BytesIO
from pathlib import Path

from babel.messages import mofile, pofile
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compiles locale/*/LC_MESSAGES/django.po with Babel, so that nobody needs the system's gettext."

    def handle(self, **options):
        for source in catalogues():
            source.with_suffix(".mo").write_bytes(compiled(source))
            self.stdout.write(f"Compiled {source.relative_to(settings.BASE_DIR)}")


def catalogues():
    return sorted(
        source for folder in settings.LOCALE_PATHS for source in Path(folder).glob("*/LC_MESSAGES/django.po")
    )


def compiled(source):
    """The .mo file of a .po file, as bytes."""
    with source.open("rb") as file:
        catalogue = pofile.read_po(file, locale=source.parts[-3])
    compiled = BytesIO()
    mofile.write_mo(compiled, catalogue)
    return compiled.getvalue()
