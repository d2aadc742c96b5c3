"""Browsers tell what the Content-Security-Policy stopped, where the site asks them to (CSP_REPORTS=1).

To this site and nobody else: a report names the page with its query, which tells a disease. A line in the log
keeps the directive and the host that was blocked, each pair once a process, so that nobody can fill the log.
"""

import json
import logging
import re

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

logger = logging.getLogger(__name__)

MOST_BYTES = 8 * 1024
MOST_LINES = 100  # a process
DIRECTIVE = re.compile(r"[a-z]{1,20}(?:-[a-z]{1,20}){0,3}", re.ASCII)
ORIGIN = re.compile(r"(?:https?|wss?)://[a-z0-9.-]{1,100}(?::[0-9]{1,5})?(?=[/?#]|$)", re.ASCII | re.IGNORECASE)
KEYWORDS = {"inline", "eval", "wasm-eval", "data", "blob", "self"}

_told = set()


# sent by the browser itself, without a form that could hold a token; it changes nothing
@csrf_exempt
@never_cache
@require_POST
def csp_report(request):
    if not settings.CSP_REPORTS:
        raise Http404
    told = what_was_stopped(request.read(MOST_BYTES + 1))
    if told and told not in _told and len(_told) < MOST_LINES:
        _told.add(told)
        logger.warning("The content security policy stopped: %s %s", *told)
    return HttpResponse(status=204)


def what_was_stopped(report):
    """(directive, blocked origin or keyword) of a report's bytes; None where they are no report."""
    if len(report) > MOST_BYTES:
        return None
    try:
        found = json.loads(report)["csp-report"]
        directive, blocked = found["effective-directive"], found["blocked-uri"]
        if not DIRECTIVE.fullmatch(directive):
            return None
        origin = ORIGIN.match(blocked)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if origin:
        return directive, origin[0].lower()
    return directive, blocked if blocked in KEYWORDS else "something else"
