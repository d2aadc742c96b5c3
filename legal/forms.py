"""The forms in which somebody writes to the editors."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import Specialist
from intake.texts import readable, text_field
from intake.trap import Trapped

from .models import Letter

Capacity, Subject = Letter.Capacity, Letter.Subject


class LetterForm(Trapped):
    """`sent` are the values that a request brought, None for an empty form."""

    text = text_field(
        most=4000,
        help_text=gettext_lazy("Please write nothing about your own illness or treatment. It is not needed here."),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Please write your message.")},
    )
    reply_to = text_field(
        forms.EmailField,
        most=254,
        required=False,
        label=gettext_lazy("Your e-mail address, if you would like an answer (optional)"),
        help_text=gettext_lazy("We use it for this answer only."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={
            "required": gettext_lazy("Please give your e-mail address for our answer."),
            "invalid": gettext_lazy("This is no e-mail address. It looks like name@example.org."),
        },
    )

    proof = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, subject, sent=None):
        self.subject = subject
        if sent is not None:
            sent = {name: readable(value, has_lines=name == "text") for name, value in sent.items()}
        super().__init__(sent)
        self.fields["text"].label = self.text_label

    @property
    def text_label(self):
        is_barrier = self.subject == Subject.BARRIER
        return _("What hinders you, and where on this site?") if is_barrier else _("Your letter")

    @property
    def told(self):
        """What a valid form says, as columns of Letter."""
        return {name: self.cleaned_data[name] for name in self.names}

    @property
    def asked(self):
        """The fields that the page shows, in order."""
        return [self[name] for name in self.names]

    @property
    def names(self):
        return [name for name in self.fields if name not in ("subject", "proof")]


class ListedForm(LetterForm):
    """For who is listed, and objects or asks what is stored: who writes has to be known."""

    field_order = ["writer", "capacity", "identity", "text", "reply_to"]

    writer = text_field(
        most=200,
        label=gettext_lazy("Your name"),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Please give your name.")},
    )
    capacity = forms.ChoiceField(
        label=gettext_lazy("In which capacity do you write?"),
        choices=Capacity,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose in which capacity you write.")},
    )
    identity = text_field(
        most=500,
        label=gettext_lazy("How can we check that?"),
        help_text=gettext_lazy(
            "For instance by calling a number that your practice or institution publishes itself. Please send no "
            "copy of an identity card."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Please say how we can check that.")},
    )

    def __init__(self, subject, listing, sent=None):
        super().__init__(subject, sent)
        is_person = isinstance(listing, Specialist)
        self.fields["capacity"].choices = [
            (Capacity.SELF, _("I am this person") if is_person else _("I speak for this institution")),
            (Capacity.AGENT, _("I write on their behalf, for instance as assistant or lawyer")),
        ]
        self.fields["text"].required = False
        self.fields["text"].help_text = _("Please write nothing about patients.")
        self.fields["reply_to"].required = True
        self.fields["reply_to"].label = _("Your e-mail address for our answer")

    @property
    def text_label(self):
        if self.subject == Subject.OBJECTION:
            return _("Your reasons, if you would like to give any (optional)")
        return _("What would you like to know in particular? (optional)")
