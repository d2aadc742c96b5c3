"""The weekly mail to everybody at the desk: what waits for them, by count and link, and nothing else."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from .saving import name_of
from .work_list import grouped, tasks


def accounts():
    """Who gets a digest: active staff with an address."""
    return _staff().exclude(email="")


def names_without_address():
    """The user names of active staff whom no mail reaches."""
    return list(_staff().filter(email="").values_list(get_user_model().USERNAME_FIELD, flat=True))


def _staff():
    return get_user_model().objects.filter(is_active=True, is_staff=True).order_by("pk")


def digest(account, site_url):
    """The mail for `account`, in the site's first language; None when there is nothing to do."""
    with translation.override(settings.LANGUAGE_CODE):
        groups = grouped(tasks(account))
        if not groups:
            return None
        context = {"name": name_of(account), "groups": groups, "site_url": site_url}
        body = render_to_string("desk/digest.txt", context)
        return EmailMessage(_("Konsil: what waits for you"), body, to=[account.email])
