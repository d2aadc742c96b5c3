from django.core.exceptions import BadRequest
from django.shortcuts import render

from enquiries import access, steps
from enquiries.key_page import opened_by

from .forms import AnswerForm
from .page import ExpiredPage, RecipientPage


@opened_by(access.recipient_key)
def read(request, access):
    """The recipient's page. A GET shows the cover only: programs that look through mails read nothing."""
    action = request.POST.get("action") if request.method == "POST" else "cover"
    if access.has_expired:
        return _renew(request, access.reference, action)
    if action == "cover":
        return _show(request, steps.found(access.reference))
    if action == "open":
        return _open(request, access.reference)
    if action == "ask-to-decline":
        return _show(request, steps.found(access.reference), is_declining=True)
    if action == "answer":
        return _answer(request, access.reference)
    if action in CLOSINGS:
        CLOSINGS[action](access.reference)
        return _show(request, steps.found(access.reference))
    raise BadRequest


CLOSINGS = {"replied": steps.close_replied, "decline": steps.decline}


def _open(request, reference, form=None, status=200):
    """Each time it is shown, the log says so first."""
    enquiry, contents = steps.read(reference)
    return _show(request, enquiry, status, contents=contents, form=form or AnswerForm())


def _answer(request, reference):
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _open(request, reference, form)
    try:
        steps.answer(reference, form.cleaned_data["text"])
    except steps.NotNowError:
        enquiry = steps.found(reference)
        if enquiry.closed_at is None:
            raise
        if enquiry.contents().answer == form.cleaned_data["text"]:  # the button was pressed twice
            return _show(request, enquiry)
        return _open(request, reference, form, status=409)  # a colleague was faster; the text is not lost
    return _show(request, steps.found(reference))


def _renew(request, reference, action):
    """A link that has ended shows nothing; it sends a new one to the address that it was sent to."""
    if action == "renew":
        steps.renew_link(reference)
    elif action != "cover":
        raise BadRequest
    is_renewed = action == "renew"
    page = ExpiredPage(steps.found(reference), url=request.get_full_path(), is_renewed=is_renewed)
    return render(request, "enquiries/read.html", {"page": page}, status=200 if is_renewed else 410)


def _show(request, enquiry, status=200, **shown):
    page = RecipientPage(enquiry, url=request.get_full_path(), **shown)
    return render(request, "enquiries/read.html", {"page": page}, status=status)
