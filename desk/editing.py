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
from django.http import QueryDict
from django.utils.translation import gettext as _

from . import clock, workflow
from .differences import Difference, differences
from .merging import merge
from .models import Publishable, Revision
from .saving import Marking, content_to_edit, save
from .snapshots import digest, put, sandbox, take

SEEN, MINOR, COMMENT, CURRENT, SUBMIT = "_seen", "_minor", "_comment", "_current", "_submit"


@dataclass
class Editing:
    """One request to a form. `seen` names the content that its fields started from."""

    content: dict | None = None  # None for something new
    working: Revision | None = None
    seen: str = ""
    told: list[Difference] = field(default_factory=list)  # what somebody else changed meanwhile
    conflicts: list[Difference] = field(default_factory=list)  # of it, what this account changed as well
    saved: object = None

    @property
    def marks(self):
        return self.content["marks"] if self.content else {}


def respond(admin, request, object_id, django_view):
    """The response of a change form. `django_view(request)` is Django's own."""
    obj = admin.get_object(request, unquote(object_id)) if object_id else None
    editing = request.desk_editing = Editing()
    if obj is not None:
        editing.content, editing.working = content_to_edit(obj, request.user)
        editing.seen = digest(editing.content)
    if obj is None and object_id:
        return django_view(request)
    base = _base(request, obj, editing)
    with sandbox():
        if obj is not None and (editing.working or base != editing.content):
            put(admin.model, obj.pk, base)
        response = _rendered(django_view(request))
        mine = take(editing.saved) if editing.saved else None
    if mine is None:
        return response
    merged = merge(base, editing.content, mine) if base != editing.content else None
    if merged and merged.conflicts:
        return _ask_again(admin, request, obj, merged, base, django_view)
    if merged:
        _tell(request, differences(admin.model, base, editing.content))
    return _write(admin, request, merged.content if merged else mine)


def _rendered(response):
    return response.render() if hasattr(response, "render") else response


def _base(request, obj, editing):
    """The content that the fields of this form were filled from."""
    seen = request.POST.get(SEEN, "") if request.method == "POST" else ""
    if obj is None or not seen or seen == editing.seen:
        return editing.content
    found = Revision.objects.of(obj).filter(digest=seen).first()
    if found is None:
        return editing.content
    editing.seen = seen  # until the form is saved, or shown again
    return found.content


def _ask_again(admin, request, obj, merged, base, django_view):
    """The form once more, with both people's changes in it; where both changed the same, with mine."""
    editing = request.desk_editing
    theirs = editing.content
    editing.told = differences(admin.model, base, theirs)
    editing.conflicts = [change for change in editing.told if _touches(change.place, merged.conflicts)]
    editing.seen, editing.saved = digest(theirs), None
    asking = copy.copy(request)
    asking.method, asking.POST, asking._files = "GET", QueryDict(), {}
    with sandbox():
        put(admin.model, obj.pk, merged.content)
        return _rendered(django_view(asking))


def _touches(place, conflicts):
    return any(place == conflict or place.startswith(f"{conflict}/") for conflict in conflicts)


def _tell(request, changes):
    names = "; ".join(str(change) for change in changes)
    text = _("While you were editing, somebody else changed this too. Both changes were kept. Theirs: %(changes)s")
    messages.warning(request, text % {"changes": names})


def _write(admin, request, content):
    editing, obj = request.desk_editing, request.desk_editing.saved
    is_new = editing.content is None
    marking = Marking(
        is_minor=MINOR in request.POST, current=frozenset(request.POST.getlist(CURRENT)), machine=frozenset()
    )
    action = Revision.Action.CREATED if is_new else Revision.Action.CHANGED
    comment = request.POST.get(COMMENT, "")[:300]
    revision = save(admin.model, obj.pk, content, by=request.user, action=action, comment=comment, marking=marking)
    if revision and revision.is_open:
        messages.info(request, _("Readers still see the published version until this one is approved."))
    if SUBMIT in request.POST and isinstance(obj, Publishable):
        _submit(request, admin.model._default_manager.get(pk=obj.pk))
    respond_as_django = admin.django_response_add if is_new else admin.django_response_change
    return respond_as_django(request, obj)


def _submit(request, obj):
    try:
        workflow.submit(obj, by=request.user)
        messages.success(request, _("Submitted for review."))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    except PermissionDenied:
        messages.error(request, _("You may not submit this."))


def translation_states(admin, editing):
    """{(path, language): state} of the content that the form shows."""
    return clock.states(admin.model, editing.content) if editing.content else {}
