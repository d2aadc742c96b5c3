import os

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from config import demo_accounts, first_places, sample_content, server, web_role

WEB_ROLE = "app_web"  # of the embedded server
ONE_AT_A_TIME = 0x4B6F6E73696C  # the number of a lock in the database; any would do


class Command(BaseCommand):
    help = "What ./run does: prepare the database, and serve the site on HOST and PORT (127.0.0.1:8000)."

    def handle(self, **options):
        if not getattr(settings, "IS_DEMO", False):
            raise CommandError(
                "This is for a site on one's own machine. docs/running.md says how to serve a public one."
            )
        host = os.environ.get("HOST") or "127.0.0.1"
        port = os.environ.get("PORT") or "8000"
        if not port.isascii() or not port.isdigit() or int(port[:6]) > 65535:
            raise CommandError(f"PORT={port} is not a number between 0 and 65535.")
        try:
            bound = server.listen(host, int(port))
        except server.CannotListenError as error:
            raise CommandError(str(error)) from error
        self.prepare()
        welcome = self.welcome(server.url(bound))
        self.become_web_role()
        server.serve(bound, when_ready=lambda: self.say(welcome))

    def prepare(self):
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise CommandError(f"The database does not answer. {error}".strip()) from error
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])  # until the connection is closed
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("Preparing the database ...")
            call_command("migrate", verbosity=0)
        if sample_content.load_once():
            self.say("The content and the sample directory are loaded.")
        if sample_content.load_legal_pages_once():
            self.say("Sample texts for the legal pages are loaded.")
        for sentence in first_places.load_once():
            self.say(sentence)
        demo_accounts.make_once()

    def become_web_role(self):
        """From here on as one who owns nothing, as on a public site; other commands of ./run stay the owner."""
        if "EMBEDDED" in connection.settings_dict:
            web_role.make_if_missing(WEB_ROLE)
            web_role.grant(WEB_ROLE)
            connection.settings_dict["USER"] = WEB_ROLE

    def say(self, text):
        self.stdout.write(text)
        self.stdout.flush()  # into a log file, too, and before the workers are forked

    def welcome(self, url):
        password = demo_accounts.working_password() or "those you have set in the admin"
        lines = [
            "",
            "Konsil is ready.",
            "",
            f"  Site      {url}",
            f"  Admin     {url}{settings.ADMIN_PATH}",
            f"  Sign in   {', '.join(demo_accounts.ROLES)}",
            f"  Password  {password}",
            "",
        ]
        return "\n".join(lines)
