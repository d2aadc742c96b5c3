from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from desk.link_checks import NothingAnsweredError, check_all
from desk.link_visitor import LinkVisitor


class Command(BaseCommand):
    help = (
        "Ask every web address that the content names whether it still answers, once a week. What fails again a "
        "day or more later is shown at the desk as broken."
    )

    def add_arguments(self, parser):
        parser.add_argument("--minutes", type=int, help="stop after so long; the next run goes on from there")

    def handle(self, *, minutes, **options):
        visitor = LinkVisitor(f"Konsil link check (+{settings.SITE_URL})")
        try:
            run = check_all(visitor, seconds=None if minutes is None else minutes * 60)
        except NothingAnsweredError:
            raise CommandError("Not one address answered: this machine does not reach the web.") from None
        self.stdout.write(
            f"Asked {run.asked} addresses: {run.failing} fail, {run.broken} of them for a day or more. "
            f"Left for the next run: {run.left}. Invented, so not asked: {run.invented}."
        )
