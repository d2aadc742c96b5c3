from django.core.exceptions import BadRequest
from django.shortcuts import render

from enquiries import access, steps
from enquiries.key_page import opened_by

from .page import DeletedPage, SenderPage


@opened_by(access.sender_key)
def mine(request, access):
    """The sender's page: confirm, see how it stands, read the answer, delete it all. A GET changes nothing.

    Programs that look through mails open links, so each step is a button.
    """
    if access.has_expired:
        raise steps.GoneError
    if request.method == "POST":
        return _act(request, access.reference, request.POST.get("action"))
    return _show(request, steps.found(access.reference))


def _act(request, reference, action):
    if action == "confirm":
        return _show(request, steps.confirm(reference))
    if action == "read":
        enquiry, answer = steps.note_answer_read(reference)
        return _show(request, enquiry, answer=answer)
    if action == "ask-to-delete":
        return _show(request, steps.found(reference), is_deleting=True)
    if action == "delete":
        steps.withdraw(reference)
        return render(request, "enquiries/mine.html", {"page": DeletedPage(reference)})
    raise BadRequest


def _show(request, enquiry, **shown):
    page = SenderPage(enquiry, url=request.get_full_path(), **shown)
    return render(request, "enquiries/mine.html", {"page": page})
