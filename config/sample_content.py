"""The content, the sample directory and the legal pages that come with the project."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from conditions.models import Condition, Reference
from config.models import SetupStep
from directory.models import Clinic, Specialist
from legal.models import LegalPage


def files():
    """All fixtures, conditions/ before directory/ before legal/, each by its number."""
    return sorted(path for folder in settings.FIXTURE_DIRS for path in Path(folder).rglob("*.yaml"))


def load_once():
    """Fill a new site that is empty; from then on its content is its editors'. Say whether it was filled."""
    return bool(SetupStep.objects.once("sample content", _load_if_empty))


def _load_if_empty():
    if any(model.objects.exists() for model in (Condition, Reference, Specialist, Clinic)):
        return False
    call_command("loaddata", *files(), verbosity=0)
    return True


def load_legal_pages_once():
    """The same of the legal pages alone, for a site that has content from before there were any."""
    return bool(SetupStep.objects.once("legal pages", _load_legal_pages_if_none))


def _load_legal_pages_if_none():
    if LegalPage.objects.exists():
        return False
    call_command("loaddata", *(path for path in files() if path.parent.name == "legal"), verbosity=0)
    return True
