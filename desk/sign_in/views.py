"""The steps between the password and the desk, and the page on which one looks after one's second factor."""

import time
from base64 import b32encode
from functools import wraps
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from desk.qr_code import qr_code

from . import second_factor
from .forms import CodeForm, SetUpForm

# In the session:
KEY = "second_factor_key"  # the secret on the set-up page, until a code has confirmed it
MAY_REPLACE_UNTIL = "second_factor_may_replace_until"  # in seconds of the clock
CODES_TO_SHOW = "second_factor_codes_to_show"  # once
TIME_TO_REPLACE = 10 * 60  # seconds


def after_password(view):
    """Opens a page to staff who have given the password, whether or not a code is still due."""

    @never_cache
    @wraps(view)
    def guarded(request):
        if admin.site.has_given_password(request):
            return view(request)
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))

    return guarded


def next_step(request):
    """To the page that a person needs who has given the password only."""
    step = "sign_in_code" if second_factor.is_set_up(request.user) else "second_factor_set_up"
    return _redirect(step, next=_next_page(request))


@after_password
def sign_in_code(request):
    if not second_factor.is_due(request):
        return redirect(_next_page(request))
    if not second_factor.is_set_up(request.user):
        return next_step(request)
    form = CodeForm(request.user, request.POST or None)
    if form.is_valid():
        second_factor.let_in(request, form.device)
        _warn_of_few_backup_codes(request, form.device)
        return redirect(_next_page(request))
    return _page(request, "sign_in_code", _("Second step"), form)


@after_password
def second_factor_set_up(request):
    if second_factor.is_set_up(request.user) and not _may_replace(request):
        return _redirect("second_factor_replace")
    key = request.session.setdefault(KEY, random_hex(20))
    form = SetUpForm(request.user, key, request.POST or None)
    if form.is_valid():
        second_factor.let_in(request, form.device)
        request.session[CODES_TO_SHOW] = second_factor.new_backup_codes(request.user)
        del request.session[KEY]
        request.session.pop(MAY_REPLACE_UNTIL, None)
        return _redirect("second_factor_backup_codes", next=_next_page(request))
    device = TOTPDevice(user=request.user, key=key)
    secret = b32encode(device.bin_key).decode()
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    title = _("Set up the second factor")
    more = {"address": device.config_url, "qr_code": qr_code(device.config_url), "groups": groups}
    return _page(request, "second_factor_set_up", title, form, **more)


def second_factor_page(request):
    more = {
        "device": second_factor.app_of(request.user),
        "number": second_factor.count_of_backup_codes(request.user),
    }
    return _page(request, "second_factor", _("Second factor"), **more)


def second_factor_replace(request):
    if not second_factor.is_set_up(request.user):
        return _redirect("second_factor")
    form = CodeForm(request.user, request.POST or None)
    if form.is_valid():
        second_factor.let_in(request, form.device)
        request.session[MAY_REPLACE_UNTIL] = time.time() + TIME_TO_REPLACE
        return _redirect("second_factor_set_up")
    return _page(request, "second_factor_replace", _("Set up another app"), form)


def second_factor_backup_codes(request):
    if not second_factor.is_set_up(request.user):
        return _redirect("second_factor")
    form = CodeForm(request.user, request.POST or None)
    if form.is_valid():
        request.session[CODES_TO_SHOW] = second_factor.new_backup_codes(request.user)
        second_factor.let_in(request, second_factor.app_of(request.user))
        return _redirect("second_factor_backup_codes")
    codes = [f"{code[:4]}-{code[4:]}" for code in request.session.pop(CODES_TO_SHOW, [])]
    return _page(request, "second_factor_backup_codes", _("Backup codes"), form, codes=codes)


def sign_out(request):
    """Also for who cannot or will not give the code."""
    return admin.site.logout(request) if request.method == "POST" else redirect("admin:index")


def _page(request, name, title, form=None, **more):
    status = 429 if form and getattr(form, "wait", 0) else 200
    context = {
        **admin.site.each_context(request),
        "title": title,
        "form": form,
        "next": _next_page(request),
        **more,
    }
    page = render(request, f"admin/desk/{name}.html", context, status=status)
    if status == 429:
        page.headers["Retry-After"] = form.wait
    return page


def _redirect(name, **query):
    return redirect(f"{reverse(f'admin:{name}')}{f'?{urlencode(query)}' if query else ''}")


def _next_page(request):
    """Where the person was going, as long as that is on this site."""
    page = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if is_ours else reverse("admin:index")


def _may_replace(request):
    return request.user.is_verified() and request.session.get(MAY_REPLACE_UNTIL, 0) > time.time()


def _warn_of_few_backup_codes(request, device):
    if isinstance(device, TOTPDevice):
        return
    number = second_factor.count_of_backup_codes(request.user)
    text = ngettext(
        "You have signed in with a backup code; %(number)d is left. Make new ones under “Second factor”.",
        "You have signed in with a backup code; %(number)d are left. Make new ones under “Second factor”.",
        number,
    )
    messages.warning(request, text % {"number": number})
