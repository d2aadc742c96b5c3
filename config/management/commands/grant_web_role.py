from django.core.management.base import BaseCommand, CommandError

from config import web_role


class Command(BaseCommand):
    help = "Gives a database role what the web server needs and nothing else. As the owner, after each migrate."

    def add_arguments(self, parser):
        parser.add_argument("role", help="for instance konsil_web; it must exist")

    def handle(self, *, role, **options):
        try:
            waiting = web_role.grant(role)
        except web_role.NoProtectionError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"“{role}” reads and writes rows, and can do nothing else.")
        if waiting:
            self.stdout.write(
                "The server's log would still hold what people typed. As a superuser of PostgreSQL:\n"
                + "\n".join(waiting)
            )
