"""A file with translations is handed in, looked at, and applied."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import DatabaseError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk import clock
from desk.differences import word_differences
from desk.history_pages import address_of
from desk.models import Revision, TranslationUpload
from desk.translation_lists import may_edit_some

from . import po
from .applying import ChangedMeanwhileError, apply
from .checks import CHANGED, CONFIRMED, KIND_NAMES, NEW, REFUSED, SKIPPED, WRITTEN
from .exporting import form_of
from .forms import UploadForm
from .planning import counts, fingerprint, plan
from .responses import po_response
from .returning import refused_entries

PER_PAGE = 50
SHOWN = [REFUSED, CHANGED, NEW, CONFIRMED, SKIPPED]  # in this order; what is unchanged is only counted
LONGEST_DIFFERENCE = 20_000  # characters; comparing word by word takes the square of that


def translation_import(request):
    """Hand in a file; what it would change is shown next."""
    if not may_edit_some(request.user):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        upload = TranslationUpload.keep(
            form.cleaned_data["file"],
            uploaded_by=request.user,
            file_name=request.FILES["file"].name,
            is_machine=form.cleaned_data["is_machine"],
        )
        return redirect("admin:translation_upload", upload.pk)
    return _page(request, "translation_import", _("Import translations"), {"form": form})


def translation_upload(request, pk):
    """What a file would change, for a decision; afterwards, what it changed."""
    upload = _own_upload(request, pk)
    if request.method == "POST":
        _apply(request, upload)
        return redirect("admin:translation_upload", upload.pk)
    file = po.read(upload.data)
    findings = plan(file, request.user, is_machine=upload.is_machine)
    numbers = counts(findings)
    shown = [one for kind in ([REFUSED] if upload.applied_at else SHOWN) for one in findings if one.kind == kind]
    page = Paginator([one for one in shown if one.words], PER_PAGE).get_page(request.GET.get("p"))
    more = {
        "upload": upload,
        "language": file.language,
        "source_language": clock.SOURCE,
        "counts": [(KIND_NAMES[kind], number) for kind, number in numbers.items()],
        "refused": numbers[REFUSED],
        "page": page,
        "rows": [_row(finding) for finding in page],
        "seen": fingerprint(findings),
        "is_anything_written": any(numbers[kind] for kind in WRITTEN),
        "versions": _versions(upload),
    }
    return _page(request, "translation_upload", upload.file_name, more)


@require_safe
def translation_refused(request, pk):
    """What was refused of a file, to be mended."""
    upload = _own_upload(request, pk)
    file = po.read(upload.data)
    findings = plan(file, request.user, is_machine=upload.is_machine)
    return po_response(refused_entries(file.language, findings), f"refused-{upload.pk}-{file.language}.po")


def _own_upload(request, pk):
    return get_object_or_404(TranslationUpload, pk=pk, uploaded_by=request.user)


def _apply(request, upload):
    """Once: whoever presses twice waits for the first press, and finds it done."""
    try:
        with transaction.atomic():
            upload = TranslationUpload.objects.select_for_update().get(pk=upload.pk)
            if upload.applied_at:
                return
            seen, file = request.POST.get("seen", ""), po.read(upload.data)
            apply(file, by=request.user, is_machine=upload.is_machine, run=upload.run, seen=seen)
            TranslationUpload.objects.filter(pk=upload.pk).update(applied_at=timezone.now())
    except ChangedMeanwhileError:
        messages.warning(request, _("Something was changed since you opened this page. Please look at it again."))
    except DatabaseError:
        messages.error(request, _("The database refuses this file. Nothing was written."))
    else:
        messages.success(request, _("The translations were written."))


def _row(finding):
    """A finding as the page shows it."""
    return {
        "finding": finding,
        "kind": KIND_NAMES[finding.kind],
        "url": form_of(finding.model, finding.pk) if finding.model else "",
        "source": finding.source if finding.kind in (NEW, CONFIRMED) else "",
        "segments": _segments(finding.old, finding.words),
        "source_segments": _segments(finding.entry.source, finding.source) if finding.is_source_changed else [],
    }


def _segments(old, new):
    if len(old) + len(new) > LONGEST_DIFFERENCE:
        return [("removed", old), ("added", new)]
    return word_differences(old, new)


def _versions(upload):
    """[(Revision, its address), …] that were made of a file."""
    made = Revision.objects.filter(run=upload.run).select_related("content_type").without_content()
    return [(version, address_of(version)) for version in made]


def _page(request, name, title, more):
    context = {**admin.site.each_context(request), "title": title, **more}
    return render(request, f"admin/desk/{name}.html", context)
