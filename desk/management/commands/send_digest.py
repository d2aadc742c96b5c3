from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from desk.digest import accounts, digest, names_without_address


class Command(BaseCommand):
    help = "Mail everybody at the desk what waits for them, once a week; nobody gets an empty mail."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="show the mails, send none")

    def handle(self, *, dry_run, **options):
        mails = [(account, digest(account, settings.SITE_URL)) for account in accounts()]
        mails = [(account, mail) for account, mail in mails if mail]
        unreached = names_without_address()
        if unreached:
            self.stderr.write(f"No address, so no mail: {', '.join(unreached)} ({len(unreached)}).")
        failed = []
        for account, mail in mails:
            if dry_run:
                self.stdout.write(f"To {account.get_username()}:\n{mail.body}\n")
                continue
            try:
                mail.send()
            except OSError as error:  # one address that fails must not cost the others their mail
                failed.append(f"{account.get_username()}: {type(error).__name__}")
        if failed:
            raise CommandError(f"Not sent: {', '.join(failed)}. {len(mails) - len(failed)} sent.")
        self.stdout.write(f"{len(mails)} {'written, none sent' if dry_run else 'sent'}.")
