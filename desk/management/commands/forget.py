from django.apps import apps
from django.contrib import admin
from django.core.management.base import BaseCommand, CommandError
from django.db.models import ProtectedError

from desk.forgetting import forget


class Command(BaseCommand):
    help = "Delete one object with all its versions and files, for somebody who asks to be forgotten. No way back."

    def add_arguments(self, parser):
        parser.add_argument("model", help="for instance directory.specialist")
        parser.add_argument("key", type=int, help="the number in the address of its page at the desk")

    def handle(self, *, model, key, **options):
        try:
            found = apps.get_model(model)
        except (LookupError, ValueError) as error:
            raise CommandError(f"There is no model {model}.") from error
        if not admin.site.is_registered(found):
            raise CommandError(f"{model} is not kept at the desk.")
        try:
            number = forget(found, key)
        except ProtectedError as error:
            names = ", ".join(sorted(str(obj) for obj in error.protected_objects)[:10])
            raise CommandError(f"Others still refer to it: {names}") from error
        self.stdout.write(f"Forgotten, with {number} versions.")
