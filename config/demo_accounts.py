"""The accounts with which one tries the desk on one's own machine: one for each role, all with one password."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from config import local_secret
from config.models import SetupStep
from desk.models import LanguageAssignment

ROLES = {
    "editor": "Editor",
    "reviewer": "Medical reviewer",
    "manager": "Directory manager",
    "translator": "Translator",
}
LANGUAGES = {"translator": ["en", "fr", "it"]}


def password_file():
    return settings.DATA_DIR / "editor-password"


def make_once():
    """Not again when they were deleted, and never over an account of that name."""
    SetupStep.objects.once("demo accounts", _make)


def _make():
    password = local_secret.read_or_make(password_file(), local_secret.readable_password)
    for name, role in ROLES.items():
        account, is_new = get_user_model().objects.get_or_create(username=name, defaults={"is_staff": True})
        if is_new:
            account.set_password(password)
            account.save()
            account.groups.add(Group.objects.get(name=role))
            for code in LANGUAGES.get(name, []):
                LanguageAssignment.objects.create(account=account, language=code)


def working_password():
    """The password in the file, as long as every account of ours still takes it."""
    accounts = get_user_model().objects.filter(username__in=ROLES, is_active=True)
    if len(accounts) < len(ROLES) or not password_file().exists():
        return None
    password = password_file().read_text().strip()
    return password if all(account.check_password(password) for account in accounts) else None
