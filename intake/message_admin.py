from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.long_lists import LongListAdmin

from . import answering


class MessageAdmin(LongListAdmin, admin.ModelAdmin):
    """An Answerable at the editors' desk: read, decided about, answered.

    No DeskAdmin: that keeps versions, and with them the addresses that are to be forgotten. `steps` are what the
    buttons of its page do, {name: function(page, account)}; each returns in words what is done.
    """

    steps = {}

    def desk_page(self, request, message):
        """The MessagePage of it."""
        raise NotImplementedError

    def refusal_in_words(self, message, error):
        """The sentences of a ValidationError."""
        return error.messages

    @admin.display(description=gettext_lazy("answer"))
    def answer_to_reader(self, message):
        if message.answered_at:
            return _("sent")
        if message.is_waiting_for_answer:
            return _("to be sent")
        return _("wanted") if message.reply_to else ""

    def has_add_permission(self, request):
        """Readers make them."""
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Shows it; decides about it only by POST."""
        message = self.get_object(request, unquote(object_id))
        if message is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, message):
            raise PermissionDenied
        page = self.desk_page(request, message)
        if request.method == "POST":
            has_decided = self._has_decided(request, page)
            message.refresh_from_db()  # somebody else may have been faster
            if has_decided:
                return redirect(self._next_url(message))
        return self._show(request, page)

    def _has_decided(self, request, page):
        """Whether the step that was asked for is done; if not, messages say why."""
        step = self.steps.get(request.POST.get("action"))
        if step is None:
            raise BadRequest
        try:
            done = step(page, request.user)
        except ValidationError as error:
            for text in self.refusal_in_words(page.message, error):
                messages.error(request, text)
            return False
        except answering.NotSentError:
            messages.error(request, _("The mail could not be sent. Nothing is lost: please try again later."))
            return False
        self.log_change(request, page.message, done)
        messages.success(request, done)
        return True

    def _next_url(self, message):
        """Back to it while there is something to do; else to what is open."""
        base = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        if message.is_open or message.is_waiting_for_answer:
            return reverse(f"{base}_change", args=[message.pk])
        return reverse(f"{base}_changelist") + "?state=open"

    def _show(self, request, page):
        context = {
            **self.admin_site.each_context(request),
            "title": str(page.message),
            "opts": self.opts,
            "original": page.message,
            "page": page,
            "has_delete_permission": self.has_delete_permission(request, page.message),
        }
        template = f"admin/{self.opts.app_label}/{self.opts.model_name}/change_form.html"
        return TemplateResponse(request, template, context)


def allow(is_allowed):
    if not is_allowed:
        raise PermissionDenied


def valid(form):
    """The form's values. Its own errors stand beside its fields."""
    if not form.is_valid():
        raise ValidationError(_("Please correct the errors below."))
    return form.cleaned_data


def answer(page, account):
    allow(page.may_decide)
    answering.send_answer(page.message, text=valid(page.answer_form)["text"])
    return _("The answer is sent.")


def delete_address(page, account):
    allow(page.may_decide)
    answering.delete_address(page.message)
    return _("The address is deleted.")


ANSWERING = {"answer": answer, "delete-address": delete_address}  # steps of every kind of message
