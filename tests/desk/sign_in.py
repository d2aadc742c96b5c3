"""What tests of signing in share: accounts, the app on their phone, and the two steps."""

from django.contrib.auth.models import Permission, User
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from desk.sign_in import second_factor

PASSWORD = "ein-Wort-aus-vier"
KEY = "3132333435363738393031323334353637383930"


def make_account(name="pia", *permissions, **fields):
    """A member of staff; permissions as `conditions.publish_condition`."""
    account = User.objects.create_user(name, password=PASSWORD, is_staff=True, **fields)
    for permission in permissions:
        label, codename = permission.split(".")
        account.user_permissions.add(Permission.objects.get(content_type__app_label=label, codename=codename))
    return account


def make_publisher(name="pia"):
    return make_account(name, "conditions.publish_condition")


def with_app(account):
    """`account`, with an app that was set up some time ago, and its backup codes."""
    TOTPDevice.objects.create(user=account, key=KEY)
    account.backup_codes = second_factor.new_backup_codes(account)
    return account


def code(step=0, key=KEY):
    """What the app shows now, or `step` times 30 seconds from now."""
    return f"{totp(bytes.fromhex(key), drift=step):06d}"


def browser(address="192.0.2.1", language="en"):
    return Client(REMOTE_ADDR=address, headers={"accept-language": language})


def give_password(client, name="pia", password=PASSWORD, **more):
    return client.post("/admin/login/", {"username": name, "password": password, **more})


def give_code(client, typed, **more):
    return client.post("/admin/sign-in/code/", {"code": typed, **more})


def is_in(client):
    return client.get("/admin/").status_code == 200
