"""How the admin's forms write: Django saves into a sandbox, and what came out of it goes through desk.saving.

A form starts from the content its account is to edit, which may be a working version that readers do not see.
Django validates and saves as ever, rows and all; the result is taken as a content and everything is rolled back.
Then the content is merged with what others saved meanwhile, and written in the one way in which all is written.
"""

import copy
from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from . import workflow
from .differences import Difference, changed_places, differences
from .fitting import fit
from .merging import Merge, merge
from .models import Publishable, Revision, Status
from .saving import Marking, content_to_edit, locked, new_revision, save
from .snapshots import fingerprint, sandbox, take

SEEN, DRAWN, MINOR, COMMENT, CURRENT, SUBMIT = "_seen", "_drawn", "_minor", "_comment", "_current", "_submit"


@dataclass
class Editing:
    """One request to a form.

    `seen` names the content that its changes are compared with, `drawn` the one that its fields were filled from
    where that is another: a form that is shown again after a conflict holds both people's changes.
    """

    content: dict | None = None  # the newest; None for something new
    working: Revision | None = None
    seen: str = ""
    drawn: str = ""
    is_minor: bool = False
    comment: str = ""
    current: frozenset = frozenset()  # translations that were ticked as right
    others: str = ""  # the names of those who changed something meanwhile
    told: list[Difference] = field(default_factory=list)  # what they changed, and this account did not
    conflicts: list[Difference] = field(default_factory=list)  # what both changed
    lost: list[Difference] = field(default_factory=list)  # what the database does not take any more
    saved: object = None

    @property
    def marks(self):
        return self.content["marks"] if self.content else {}


@transaction.atomic
def respond(admin, request, object_id, django_view):
    """The response of a change form. `django_view(request)` is Django's own."""
    editing = request.desk_editing = _editing(request)
    obj = admin.get_object(request, unquote(object_id)) if object_id else None
    if obj is not None and request.method == "POST":  # from here on, nobody else saves it until we have
        obj = locked(admin.model, [obj.pk]).first()
    if obj is None and object_id:
        return django_view(request)
    if obj is not None:
        editing.content, editing.working = content_to_edit(obj, request.user)
    base, drawn = _started_from(request, obj, editing)
    with sandbox():
        if obj is not None and (editing.working or drawn != editing.content):
            _fitted, editing.lost = fit(admin.model, obj.pk, drawn)
        response = _rendered(django_view(request))
        mine = take(editing.saved) if editing.saved else None
    if mine is None:
        return response
    merged = _merged(admin.model, base, editing.content, mine)
    if merged.conflicts:
        return _ask_again(admin, request, obj, merged, base, django_view)
    return _write(admin, request, obj, merged, base, django_view)


def _editing(request):
    sent = request.POST
    return Editing(
        is_minor=MINOR in sent, comment=sent.get(COMMENT, "")[:300], current=frozenset(sent.getlist(CURRENT))
    )


def _rendered(response):
    return response.render() if hasattr(response, "render") else response


def _started_from(request, obj, editing):
    """(what the changes are compared with, what the fields were filled from); None where nobody knows."""
    newest = editing.content
    editing.seen = fingerprint(newest) if newest else ""
    seen, drawn = request.POST.get(SEEN, ""), request.POST.get(DRAWN, "")
    if obj is None or not seen:
        return newest, newest
    base = newest if seen == editing.seen else _version(obj, seen)
    filled = _version(obj, drawn) if drawn else None
    editing.seen, editing.drawn = seen, drawn  # until the form is saved, or shown anew
    return base, filled or base or newest


def _version(obj, wanted):
    """The content with this fingerprint, or None."""
    return Revision.objects.of(obj).filter(fingerprint=wanted).values_list("content", flat=True).first()


def _merged(model, base, theirs, mine):
    if theirs is None or base == theirs:
        return Merge(mine, [])
    if base is None:  # changed by other means than the desk: every difference is somebody else's
        return Merge(mine, changed_places(model, theirs, mine))
    return merge(base, theirs, mine)


def _ask_again(admin, request, obj, merged, base, django_view):
    """The form once more, with both people's changes in it; where both changed the same, with mine.

    What it holds is kept as a version, so that the next press is understood and nothing is lost until then.
    """
    editing = request.desk_editing
    theirs = editing.content
    changes = differences(admin.model, base or merged.content, theirs)
    editing.others = _others(obj, base)
    editing.conflicts = [change for change in changes if _touches(change.place, merged.conflicts)]
    editing.told = [change for change in changes if change not in editing.conflicts]
    editing.seen, editing.saved = fingerprint(theirs), None
    asking = copy.copy(request)
    asking.method, asking.POST, asking._files = "GET", QueryDict(), {}
    with sandbox():
        drawn, editing.lost = fit(admin.model, obj.pk, merged.content)
        editing.drawn = fingerprint(drawn)
        response = _rendered(django_view(asking))
    state = Revision.State.DISCARDED
    new_revision(
        admin.model, obj.pk, drawn, request.user, action=Revision.Action.CHANGED, state=state, name=str(obj)[:300]
    ).save()
    return response


def _touches(place, conflicts):
    return any(place == conflict or place.startswith(f"{conflict}/") for conflict in conflicts)


def _others(obj, base):
    """The names of those who saved a version after `base`, as far as they are known."""
    saved = Revision.objects.of(obj).exclude(state=Revision.State.DISCARDED)
    last_seen = saved.filter(fingerprint=fingerprint(base or {})).values("pk")[:1]
    names = saved.filter(pk__gt=last_seen).exclude(made_by_name="").order_by("pk")
    return ", ".join(dict.fromkeys(names.values_list("made_by_name", flat=True))) or _("Somebody")


def _tell(request, others, changes):
    theirs = "; ".join(Truncator(change).chars(120) for change in changes)
    text = _("While you were editing, this was changed by: %(names)s. Both changes were kept. Theirs: %(changes)s")
    messages.warning(request, text % {"names": others, "changes": theirs})


def _write(admin, request, obj, merged, base, django_view):
    editing, saved = request.desk_editing, request.desk_editing.saved
    is_new = editing.content is None
    fields = {
        "action": Revision.Action.CREATED if is_new else Revision.Action.CHANGED,
        "comment": editing.comment,
        "marking": Marking(is_minor=editing.is_minor, current=editing.current),
    }
    is_merged = base is not None and base != editing.content
    others = _others(obj, base) if is_merged else ""  # before this save is the last one
    try:
        revision = save(admin.model, saved.pk, merged.content, by=request.user, **fields)
    except IntegrityError:  # two people added what can be there once only
        if is_new:
            with sandbox():
                return _rendered(django_view(request))
        return _ask_again(admin, request, obj, merged, base, django_view)
    for text in admin.warnings(editing.content, merged.content):
        messages.warning(request, text)
    if is_merged:
        _tell(request, others, differences(admin.model, base, editing.content))
    if revision and revision.is_open:
        messages.info(request, _("Readers still see the published version until this one is approved."))
    if SUBMIT in request.POST and isinstance(saved, Publishable):
        _submit(request, admin.model._default_manager.get(pk=saved.pk))
    respond_as_django = admin.django_response_add if is_new else admin.django_response_change
    return respond_as_django(request, saved)


def _submit(request, obj):
    try:
        with transaction.atomic():
            if workflow.review_of(obj).status != Status.IN_REVIEW:  # as a proposal is from its first save
                workflow.submit(obj, by=request.user)
        messages.success(request, _("Submitted for review."))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    except PermissionDenied:
        messages.error(request, _("Saved, but not submitted: there is more in it than you may submit."))
