from pathlib import Path

from django.core.management.base import BaseCommand
from django.db.models import QuerySet
from django.utils.translation import override

from desk import clock
from desk.translation_files.exporting import export
from desk.translation_totals import translated_models


class Command(BaseCommand):
    help = "Writes what is missing, outdated or unchecked in a language into a PO file for a translator."

    def add_arguments(self, parser):
        parser.add_argument("language", choices=clock.TARGETS)
        parser.add_argument("--all", action="store_true", dest="everything", help="also what is up to date")
        parser.add_argument("--output", type=Path, help="the file; without it, the standard output")

    def handle(self, *, language, everything, output, **options):
        querysets = [QuerySet(model) for model in translated_models()]
        with override(language):
            parts = export(language, querysets, None, everything=everything)
            if output is None:
                for part in parts:
                    self.stdout.write(part, ending="")
            else:
                with output.open("w", encoding="utf-8", newline="\n") as file:
                    file.writelines(parts)
