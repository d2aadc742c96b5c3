"""The second factor of signing in: a code from an app (TOTP), or one of ten backup codes.

Codes, their throttling and their single use are django-otp's. An account has one app and one set of backup codes.
"""

import math
import re

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django_otp import login, verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

BACKUP_CODES = 10
CODE_IS_DUE = "second_factor_is_due"  # in the session
# Who may change accounts and groups can take the right to publish.
RIGHTS_OVER_RIGHTS = {f"auth.{action}_{model}" for action in ("add", "change") for model in ("user", "group")}


def may_publish(account):
    """Whether `account` may publish anything, or give itself the right to."""
    return account.is_superuser or any(
        permission in RIGHTS_OVER_RIGHTS or permission.partition(".")[2].startswith("publish_")
        for permission in account.get_all_permissions()
    )


def is_required(account):
    return settings.SECOND_FACTOR_REQUIRED and may_publish(account)


def app_of(account):
    return TOTPDevice.objects.devices_for_user(account, confirmed=True).order_by("-pk").first()


def is_set_up(account):
    return app_of(account) is not None


def is_due(request):
    """Whether who has given the password must still give a code, or set the second factor up."""
    if request.user.is_verified():
        return False
    return request.session.get(CODE_IS_DUE, False) or is_required(request.user)


def note_whether_due(request, user, **kwargs):
    """Notes in the session, once, whether a code is due: pages then need not ask the database."""
    request.session[CODE_IS_DUE] = is_set_up(user)


def let_in(request, device):
    """The code was right: the session is verified, under a new key."""
    login(request, device)
    request.session[CODE_IS_DUE] = True  # again, should the device be replaced elsewhere
    request.session.cycle_key()


def device_for(account, code):
    """The device that has codes of this form, or None. Only its failures are counted then."""
    if re.fullmatch(r"[0-9]{6}", code):
        return app_of(account)
    return StaticDevice.objects.devices_for_user(account, confirmed=True).order_by("-pk").first()


def seconds_to_wait(device):
    """Seconds until the device takes a code again after wrong ones; 0 if it does now."""
    is_allowed, reason = device.verify_is_allowed()
    return 0 if is_allowed else max(1, math.ceil((reason["locked_until"] - timezone.now()).total_seconds()))


def verified(account, device, code):
    """`device` if the code is right, else None; one at a time, and each code once."""
    return verify_token(account, device.persistent_id, code)


@transaction.atomic
def set_up(account, key, code):
    """The account's new and only app, if it shows `code` now; else None, and all stays as it was.

    `key` is the secret that the app was given, in hexadecimal digits.
    """
    _one_at_a_time(account)
    device = TOTPDevice.objects.create(user=account, key=key)
    if not device.verify_token(code):
        transaction.set_rollback(True)
        return None
    TOTPDevice.objects.filter(user=account).exclude(pk=device.pk).delete()
    return device


@transaction.atomic
def new_backup_codes(account):
    """Ten codes of eight letters and digits; older ones end, and so do sessions that one of them opened."""
    _one_at_a_time(account)
    StaticDevice.objects.filter(user=account).delete()
    device = StaticDevice.objects.create(user=account)
    codes = [StaticToken.random_token() for _number in range(BACKUP_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def count_of_backup_codes(account):
    return StaticToken.objects.filter(device__user=account).count()


@transaction.atomic
def remove(account):
    """The app is lost. All sessions end, or whoever has the phone could set it up anew."""
    _one_at_a_time(account)
    TOTPDevice.objects.filter(user=account).delete()
    StaticDevice.objects.filter(user=account).delete()
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get(SESSION_KEY) == str(account.pk):
            session.delete()


def _one_at_a_time(account):
    get_user_model().objects.select_for_update().get(pk=account.pk)
