"""The pages of imports: upload, comparison, confirmation, progress, result, undo.

The work is cut into requests of a few seconds, which the progress page asks for one after another: a header lets
any browser load the next one, without JavaScript. So nobody waits longer for a page than a proxy would, what is
done is committed, and whoever closes the page goes on later where it stopped. Only the writing is one request,
because it is one transaction.
"""

import re

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from directory.models import ImportRun
from directory.models.import_run import Outcome, State

from . import applying, deciding, planning, purging, refused_rows, undoing
from .forms import UploadForm
from .kinds import KINDS, may_import, may_import_any
from .pages import RowsPage, download

SECONDS = 2  # of work between two pages
ROW = re.compile("row-([0-9]{1,18})")


@admin.register(ImportRun)
class ImportRunAdmin(admin.ModelAdmin):
    list_display = ["file_name", "kind_label", "state", "number_of_rows", "uploaded_by_name", "uploaded_at"]
    list_filter = ["state"]
    list_per_page = 50
    show_full_result_count = False

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def kind_label(self, run):
        return capfirst(KINDS[run.kind].label)

    # Who may: nobody has rights to the runs themselves, those to import decide

    def has_module_permission(self, request):
        return may_import_any(request.user)

    has_add_permission = has_module_permission

    def has_view_permission(self, request, obj=None):
        return may_import(request.user, KINDS[obj.kind]) if obj else may_import_any(request.user)

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    def get_queryset(self, request):
        kinds = [name for name, kind in KINDS.items() if may_import(request.user, kind)]
        return super().get_queryset(request).for_list().filter(kind__in=kinds)

    # Pages

    def get_urls(self):
        def page(name, view):
            url_name = f"directory_importrun_{name}"
            return path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=url_name)

        views = {
            "work": self.work_view,
            "decide": require_POST(self.decide_view),
            "confirm": require_POST(self.confirm_view),
            "undo": require_POST(self.undo_view),
            "discard": require_POST(self.discard_view),
            "refused": require_safe(self.refused_view),
            "file": require_safe(self.file_view),
        }
        return [*(page(name, view) for name, view in views.items()), *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.user, request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            purging.purge()
            return self._to(form.run)
        return self._answer(request, "upload", _("Import a file"), form=form, kinds=form.kinds.values())

    def change_view(self, request, object_id, form_url="", extra_context=None):
        run = self._run(request, object_id)
        title = _("Import: %(file)s") % {"file": run.file_name}
        common = {"run": run, "kind": capfirst(KINDS[run.kind].label), "original": run}
        if run.is_at_work:
            return self._progress(request, title, common)
        rows = RowsPage(request, run)
        template = "result" if run.is_over else "plan"
        return self._answer(request, template, title, rows=rows, is_mine=self._is_mine(request, run), **common)

    def _progress(self, request, title, common):
        run = common["run"]
        may_work = self._may_work(request, run)
        is_paused = "paused" in request.GET
        context = {**common, "progress": planning.progress(run), "may_work": may_work, "is_paused": is_paused}
        response = self._answer(request, "progress", title, **context)
        if may_work and not is_paused:
            response.headers["Refresh"] = f"1; url={self._url('work', run)}"
        return response

    def work_view(self, request, pk):
        """Do the next part of what was ordered by a POST; a GET adds nothing to that."""
        run = self._run(request, pk)
        if self._may_work(request, run):
            if run.state == State.APPLYING:
                run = applying.write(run.pk, request.user)
            elif run.state == State.UNDOING:
                run = undoing.undo(run.pk, request.user)
            elif run.is_at_work:
                run = planning.work(run.pk, request.user, SECONDS)
        return self._to(run)

    def decide_view(self, request, pk):
        run = self._my_run(request, pk)
        chosen = {
            int(found[1]): request.POST.get("all") or value
            for name, value in request.POST.items()
            if (found := ROW.fullmatch(name))
        }
        deciding.decide(run.pk, chosen)
        run = planning.work(run.pk, request.user, SECONDS)
        return self._to(run, outcome=Outcome.SUSPECT if run.counts.get(Outcome.SUSPECT) else "")

    def confirm_view(self, request, pk):
        run = self._my_run(request, pk)
        try:
            applying.confirm(run.pk, request.POST.get("digest", ""))
        except applying.OutdatedError:
            messages.warning(request, _("This is not any more what you saw. Please look again."))
        return self._to(run)

    def undo_view(self, request, pk):
        run = self._run(request, pk)
        if not undoing.order(run.pk):
            messages.warning(request, _("This import is not one that can be undone."))
        return self._to(run)

    def discard_view(self, request, pk):
        run = self._my_run(request, pk)
        if run.is_over:
            raise PermissionDenied
        run.delete()
        messages.success(request, _("The file is discarded. Nothing was imported."))
        return redirect("admin:directory_importrun_changelist")

    def refused_view(self, request, pk):
        run = self._run(request, pk)
        return download(refused_rows.parts(run), "csv", f"refused-{run.pk}")

    def file_view(self, request, pk):
        run = self._run(request, pk)
        if run.file is None:
            raise Http404
        name = content_disposition_header(as_attachment=True, filename=run.file_name)
        return HttpResponse(run.file, "application/octet-stream", headers={"Content-Disposition": name})

    # What they share

    def _run(self, request, pk):
        """The run, if the account may import its kind; of others it does not learn whether they exist."""
        run = self.get_object(request, str(pk))
        if run is None:
            raise Http404
        return run

    def _is_mine(self, request, run):
        return run.uploaded_by_id == request.user.pk

    def _my_run(self, request, pk):
        """A comparison holds for the rights of who uploaded the file: nobody else decides or confirms."""
        run = self._run(request, pk)
        if not self._is_mine(request, run):
            raise PermissionDenied
        return run

    def _may_work(self, request, run):
        return self._is_mine(request, run) or run.state == State.UNDOING

    def _url(self, name, run):
        return reverse(f"admin:directory_importrun_{name}", args=[run.pk])

    def _to(self, run, **query):
        query = {name: value for name, value in query.items() if value}
        return redirect(reverse("admin:directory_importrun_change", args=[run.pk], query=query))

    def _answer(self, request, template, title, **context):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "changelist_url": reverse("admin:directory_importrun_changelist"),
            **context,
        }
        return TemplateResponse(request, f"admin/directory/importrun/{template}.html", context)
