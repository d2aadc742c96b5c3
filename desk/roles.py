"""Who may do what at the desk. Everything that writes asks here, whatever the way it came."""

from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from .models import Publishable
from .snapshots import translated

TRANSLATE = "desk.translate"


def may(account, action, model):
    """Whether `account` holds the permission; None is the operator at the command line, who may do everything."""
    codename = get_permission_codename(action, model._meta)
    return account is None or account.has_perm(f"{model._meta.app_label}.{codename}")


def may_publish(account, model):
    """What has no workflow is published as it is saved."""
    return not issubclass(model, Publishable) or may(account, "publish", model)


def may_translate(account, model):
    return bool(translated(model)) and account.has_perm(TRANSLATE)


def only_translates(account, model):
    """Whether `account` may edit nothing of `model` but texts in its own languages."""
    return account is not None and not may(account, "change", model) and may_translate(account, model)


def languages_of(account):
    return set(account.language_assignments.values_list("language", flat=True))


def check_change(account, model, *, places, is_new=False):
    """Raises PermissionDenied unless `account` may change these `places`: "summary_fr", "sections/12/body_fr"."""
    if may(account, "add" if is_new else "change", model):
        return
    if is_new or not only_translates(account, model):
        raise PermissionDenied
    if not may_change_places(account, places):
        raise PermissionDenied(_("You may edit the texts of your languages only."))


def may_change_places(account, places):
    """Whether all `places` are texts in languages of `account`."""
    own = tuple(f"_{language}" for language in languages_of(account))
    return all(place.endswith(own) for place in places)
