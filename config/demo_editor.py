"""The account with which one tries the admin on one's own machine."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from config import local_secret
from config.models import SetupStep

NAME = "editor"


def password_file():
    return settings.DATA_DIR / "editor-password"


def make_once():
    """Not again when it was deleted, and never over an account of that name."""
    SetupStep.objects.once("demo editor", _make)


def _make():
    editor, is_new = get_user_model().objects.get_or_create(username=NAME, defaults={"is_staff": True})
    if is_new:
        editor.set_password(local_secret.read_or_make(password_file(), local_secret.readable_password))
        editor.save()
        editor.groups.add(Group.objects.get(name="Editor"))


def working_password():
    """The password in the file, as long as one can sign in with it."""
    editor = get_user_model().objects.filter(username=NAME, is_active=True).first()
    if editor is None or not password_file().exists():
        return None
    password = password_file().read_text().strip()
    return password if editor.check_password(password) else None
