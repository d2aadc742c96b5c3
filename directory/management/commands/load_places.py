from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from directory.places import fetching, loading, towns
from directory.places.postal_file import PlacesRefusedError


class Command(BaseCommand):
    help = (
        "Load what “near” is measured from: postal codes from GeoNames' files (DE.txt or DE.zip, AT, CH; of "
        "https://download.geonames.org/export/zip/), and the towns that come with the project. All or "
        "nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
        parser.add_argument("--fetch", action="store_true", help="fetch the three files from GeoNames")
        parser.add_argument("--towns", action="store_true", help="the names of towns, which need no file")

    def handle(self, *, files, fetch, **options):
        if not (files or fetch or options["towns"]) or (files and fetch):
            raise CommandError("Name the files, or say --fetch or --towns.")
        try:
            if options["towns"]:  # first: they put postal codes right
                self.stdout.write(f"Towns: {towns.load()}.")
            if files:
                self.report(loading.load(files))
            if fetch:
                with fetching.fetched() as paths:
                    self.report(loading.load(paths))
        except PlacesRefusedError as error:
            raise CommandError(str(error)) from error

    def report(self, report):
        self.stdout.write(
            f"Places: {report.added} added, {report.changed} changed, {report.unchanged} unchanged, "
            f"{report.kept} kept that are not in the files."
        )
        if report.without_region:
            left_out = ", ".join(report.without_region[:10])
            self.stdout.write(f"Left out, because the file states no region: {left_out}.")
