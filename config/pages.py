"""Pages of the site as a whole."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from conditions.models import Condition
from directory import offers
from directory.filtering import engine
from directory.filtering.query import Query
from directory.filtering.turn import turn
from directory.portraits import is_shown
from enquiries.outbox import alarm

from . import environment


@require_safe
@vary_on_headers("Accept-Language")
def root(request):
    """To the reader's own language, as the browser states it."""
    return redirect(f"/{get_language_from_request(request)}/")


@require_safe
def home(request):
    context = {
        "conditions": Condition.objects.published().for_list().by_name(),
        "countries": offers.by_country(Query()),
    }
    return render(request, "home.html", context)


@require_safe
def about(request):
    return render(request, "about.html")


@require_safe
def order(request):
    return render(request, "order.html", {"date": timezone.localdate().isoformat(), "turn": str(turn())})


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def portrait(request, name):
    """A specialist's picture, as long as it is shown. Its name is random and never used twice."""
    if not is_shown(name):
        raise Http404
    try:
        picture = default_storage.open(f"portraits/{name}")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(picture, content_type="image/jpeg")


@transaction.non_atomic_requests  # a transaction around it would need the database, whose silence is no illness
@require_safe
@never_cache
def healthz(request):
    """The process answers. Does not touch the database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@transaction.non_atomic_requests
@require_safe
@never_cache
def readyz(request):
    """The database answers and has the schema this code needs; 503 otherwise.

    And who answers lists here, and whether the mails of enquiries go out in time.
    """
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return JsonResponse({"database": "unreachable"}, status=503)
    if missing:
        return JsonResponse({"database": "ok", "migrations": "missing"}, status=503)
    mail = "late" if alarm.late().exists() else "in time"
    return JsonResponse({"database": "ok", "migrations": "ok", "lists": engine.status(), "mail": mail})


@require_safe
def robots(request):
    """A desk that is elsewhere is not told of: whoever looks for desks reads this file first."""
    is_known = environment.admin_path("") == settings.ADMIN_PATH
    lines = ["User-agent: *", f"Disallow: /{settings.ADMIN_PATH}" if is_known else "Disallow:"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
