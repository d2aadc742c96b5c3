from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.clock_notes import to_translate
from desk.models import Step

from .gaps import gaps, is_incomplete
from .models import Reviewer

UNTIL_NEXT_REVIEW = timedelta(days=365)


class ApprovalForm(forms.Form):
    """What an approval sets on the page: who wrote it, who reviewed it and when, and until when that holds."""

    use_required_attribute = False  # what must be confirmed depends on what is chosen

    written_by = forms.ModelChoiceField(Reviewer.objects.all(), label=_("Written by"))
    reviewed_by = forms.ModelChoiceField(
        Reviewer.objects.none(),
        label=_("Medically reviewed by"),
        help_text=_(
            "The public name of your account. If it is not in the list, add it under authors and reviewers, "
            "as a physician."
        ),
    )
    next_review_on = forms.DateField(
        label=_("Next review due"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data=None, *, review, account):
        super().__init__(data)
        obj = review.obj
        self.account = account
        self.submitted = Step.objects.of(obj).filter(action=Step.Action.SUBMITTED).select_related("by").first()
        own = Reviewer.objects.filter(account=account).first()
        names = Reviewer.objects.filter(pk=own.pk) if own else Reviewer.objects.filter(account=None)
        self.fields["reviewed_by"].queryset = names.filter(is_physician=True)
        self.initial = {
            "written_by": self._author() or obj.written_by_id,
            "reviewed_by": own.pk if own else None,
            "next_review_on": timezone.localdate() + UNTIL_NEXT_REVIEW,
        }
        self.lacking = []  # what the tick is about
        self._ask_to_confirm(review)

    def _ask_to_confirm(self, review):
        """A tick for each thing that is allowed, but should not be overlooked."""
        author, reviewer = self["written_by"].value(), self["reviewed_by"].value()
        is_author = bool(author) and str(author) == str(reviewer)
        if is_author or (self.submitted and self.submitted.by == self.account):
            self.fields["is_own_text"] = forms.BooleanField(
                label=_("Approve what you wrote or submitted yourself"),
                help_text=_("A second physician would see more."),
                error_messages={"required": _("Let somebody else approve it, or confirm that nobody else can.")},
            )
        if is_incomplete(review.obj, review.proposed):
            todo = to_translate(type(review.obj), review.proposed)
            self.lacking = [*gaps(review.obj, review.proposed), *todo]
            self.fields["is_incomplete"] = forms.BooleanField(
                label=_("Publish although something is missing"),
                help_text=" · ".join(self.lacking),
                error_messages={"required": _("Something is missing. Send it back, or confirm that it may.")},
            )

    def _author(self):
        writer = self.submitted.by if self.submitted else None
        return Reviewer.objects.filter(account=writer).values_list("pk", flat=True).first() if writer else None

    def clean_next_review_on(self):
        day = self.cleaned_data["next_review_on"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("The next review must be later than today."))
        return day

    def stamps(self):
        """The columns of Reviewed, as a content holds them. Claims the reviewer's name for the account."""
        chosen = self.cleaned_data
        Reviewer.objects.filter(pk=chosen["reviewed_by"].pk).update(account=self.account)
        today = timezone.localdate()
        written_on = timezone.localdate(self.submitted.at) if self.submitted else today
        return {
            "written_by": chosen["written_by"].pk,
            "written_on": written_on.isoformat(),
            "reviewed_by": chosen["reviewed_by"].pk,
            "reviewed_on": today.isoformat(),
            "next_review_on": chosen["next_review_on"].isoformat(),
        }
