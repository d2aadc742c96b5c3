"""Guessing passwords ends in a lockout: how django-axes counts, what it keeps, what the locked out are told."""

import math
from datetime import timedelta

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Max, Sum
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

# Failures until locked, besides AXES_FAILURE_LIMIT for a name from an address:
LIMIT_OF_NAME = 50  # from everywhere; NIST SP 800-63B allows 100
LIMIT_OF_ADDRESS = 100  # with all names; behind it may be a whole hospital
KNOWN_FOR = 30  # days for which a sign-in is kept and its address counts as the account's own


class Handler(AxesDatabaseHandler):
    """Keeps names, addresses and times only: failures while they count, sign-ins for KNOWN_FOR days."""

    def get_failures(self, request, credentials=None):
        """As many as axes knows one limit for."""
        here = self.get_user_attempts(request, credentials)[0]
        is_locked = self.locking_attempts(request, credentials) is not None
        return settings.AXES_FAILURE_LIMIT if is_locked else _failures(here)

    def locking_attempts(self, request, credentials=None):
        """The attempts that lock this name and address out, as a queryset, or None."""
        here, of_name, of_address = self.get_user_attempts(request, credentials)
        if _failures(here) >= settings.AXES_FAILURE_LIMIT:
            return here
        if _failures(of_address) >= LIMIT_OF_ADDRESS:
            return of_address
        # guessers elsewhere must not lock the editor out of the office
        if _failures(of_name) >= LIMIT_OF_NAME and not _has_signed_in_from_here(request, credentials):
            return of_name
        return None

    def seconds_locked(self, request, credentials=None):
        """Until the newest of these attempts no longer counts."""
        attempts = self.locking_attempts(request, credentials)
        newest = None if attempts is None else attempts.aggregate(time=Max("attempt_time"))["time"]
        if newest is None:  # unlocked this moment
            return 1
        return math.ceil((newest + settings.AXES_COOLOFF_TIME - timezone.now()).total_seconds())

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        _forget_details(request)
        super().user_login_failed(sender, credentials, request, **kwargs)

    def user_logged_in(self, sender, request, user, **kwargs):
        _forget_details(request)
        super().user_logged_in(sender, request, user, **kwargs)
        self.reset_logs(age_days=KNOWN_FOR)

    def reset_user_attempts(self, request, credentials=None):
        """Only those from here: a guesser elsewhere gains nothing by the editor's signing in."""
        return self.filter_user_attempts(request, credentials)[0].delete()[0]

    def post_save_access_attempt(self, instance, **kwargs):
        """In the transaction that wrote them."""
        AccessAttempt.objects.filter(pk=instance.pk).update(get_data="", post_data="")


def _forget_details(request):
    request.axes_user_agent = request.axes_http_accept = request.axes_path_info = ""


def _failures(attempts):
    return attempts.aggregate(number=Sum("failures_since_start"))["number"] or 0


def _has_signed_in_from_here(request, credentials):
    since = timezone.now() - timedelta(days=KNOWN_FOR)
    name = user_name(request, credentials)
    return AccessLog.objects.filter(
        username=name, ip_address=request.axes_ip_address, attempt_time__gte=since
    ).exists()


def user_name(request, credentials=None):
    """The name of an account; of other names only a keyed digest, because people type passwords there."""
    accounts = get_user_model()
    name = (credentials or request.POST).get(accounts.USERNAME_FIELD)
    if not name or accounts.objects.filter(**{accounts.USERNAME_FIELD: name}).exists():
        return name
    return salted_hmac("desk.sign_in.lockout", name, algorithm="sha256").hexdigest()


def locked_out(request, response, credentials=None):
    """Instead of the answer `response`: what happened, and when it goes on."""
    seconds = AxesProxyHandler.get_implementation().seconds_locked(request, credentials)
    context = {
        **admin.site.each_context(request),
        "title": _("Signing in is locked"),
        "minutes": math.ceil(seconds / 60),
    }
    page = render(request, "admin/desk/locked_out.html", context, status=429)
    page.headers["Retry-After"] = seconds
    return page
