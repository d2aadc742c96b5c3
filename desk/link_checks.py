"""Asks every web address that our content names, and remembers which have failed since when."""

import time
from collections import Counter
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.utils import timezone

from . import web_addresses
from .models import LinkCheck
from .models.link_check import Outcome

INVENTED = ("example", "example.com", "example.net", "example.org", "invalid", "localhost", "test")  # RFC 2606


class NothingAnsweredError(Exception):
    """Nobody answered at all: so it is this machine that does not reach the web. Nothing was noted."""


@dataclass
class Run:
    asked: int = 0
    failing: int = 0
    broken: int = 0
    invented: int = 0  # sample addresses, which nobody is asked about
    left: int = 0  # not reached in the time given

    def note(self, check):
        self.asked, self.left = self.asked + 1, self.left - 1
        self.failing += check.failing_since is not None
        self.broken += check.is_broken


def check_all(visitor, *, seconds=None):
    """The Run. Addresses come in the order of their last check; after `seconds` the rest waits for the next run.

    Each outcome is written at once, except for failures before anybody has answered. Raises NothingAnsweredError.
    """
    named = web_addresses.named()
    real = {address for address in named if not is_invented(address)}
    checks = {check.address: check for check in LinkCheck.objects.all()}
    LinkCheck.objects.filter(
        pk__in=[check.pk for address, check in checks.items() if address not in real]
    ).delete()
    run = Run(invented=len(named) - len(real), left=len(real))
    until = time.monotonic() + (float("inf") if seconds is None else seconds)
    is_online, to_write = False, []
    for address in _in_order(real, checks):
        if time.monotonic() >= until:
            break
        check = _asked(visitor, address, checks.get(address))
        run.note(check)
        is_online = is_online or check.status is not None
        to_write.append(check)
        if is_online:
            _write(to_write)
            to_write = []
    if to_write:
        raise NothingAnsweredError
    return run


def _in_order(addresses, checks):
    """Those first that were asked longest ago, and the hosts in turns, so that nobody has to be waited for."""
    turns, known = {}, Counter()
    for address in sorted(addresses):
        host = urlsplit(address).hostname
        turns[address], known[host] = known[host], known[host] + 1
    days = {address: check.checked_at.date() for address, check in checks.items()}
    return sorted(addresses, key=lambda address: (days.get(address, date.min), turns[address], address))


def _asked(visitor, address, before):
    answer, now = visitor.visit(address), timezone.now()
    since = (before and before.failing_since) or now
    return LinkCheck(
        address=address,
        outcome=answer.outcome,
        status=answer.status,
        checked_at=now,
        failing_since=None if answer.outcome == Outcome.ANSWERED else since,
    )


def _write(checks):
    fields = ["outcome", "status", "checked_at", "failing_since"]
    LinkCheck.objects.bulk_create(checks, update_conflicts=True, unique_fields=["address"], update_fields=fields)


def is_invented(address):
    """Whether an address is an example, and so leads nowhere by agreement."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    return any(host == name or host.endswith(f".{name}") for name in INVENTED)
