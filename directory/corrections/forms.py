"""The form in which a reader says what is wrong, made for one statement of one listing."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import Correction
from intake.texts import readable, text_field
from intake.trap import Trapped

from .facts import Fact, fields_of, is_yes_or_no

ANSWERS = [("true", gettext_lazy("Yes")), ("false", gettext_lazy("No")), ("unknown", gettext_lazy("Not stated"))]
VALUES = {"true": True, "false": False, "unknown": None}
WIDGETS = {
    "phone": forms.TextInput(attrs={"type": "tel", "dir": "ltr"}),
    "email": forms.EmailInput(attrs={"dir": "ltr"}),
    "website": forms.URLInput(attrs={"dir": "ltr"}),
}
KINDS = {"email": forms.EmailField, "website": forms.URLField}


class CorrectionForm(Trapped):
    """`sent` are the values that a request brought, None for an empty form; `listing` comes from for_page()."""

    remark = text_field(
        most=2000,
        help_text=gettext_lazy("Please write nothing about your own illness or treatment. It is not needed here."),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    source = text_field(
        most=200,
        required=False,
        label=gettext_lazy("How do you know? (optional)"),
        help_text=gettext_lazy("For instance a web page, a letter, a call, or that you work there."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    reply_to = text_field(
        forms.EmailField,
        most=254,
        required=False,
        label=gettext_lazy("Your e-mail address, if you would like an answer (optional)"),
        help_text=gettext_lazy(
            "We use it for this answer only. It is deleted 30 days after the answer, after 180 days at the latest."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )

    def __init__(self, listing, fact, sent=None):
        self.listing, self.fact = listing, fact
        self.names = fields_of(listing, fact)
        if sent is not None:
            sent = {name: readable(value, has_lines=name == "remark") for name, value in sent.items()}
        super().__init__(sent)
        own = {name: _field(listing, name) for name in self.names}
        if len(own) == 1:  # the page's heading names it
            own[self.names[0]].label = _("What is right?")
        self.fields = {**own, **self.fields}
        self.fields["remark"].label = _remark_label(fact, own)
        self.fields["remark"].required = not own and fact != Fact.GONE

    def clean(self):
        cleaned = super().clean()
        if not self.errors and self.names and not self.proposed and not cleaned["remark"]:
            raise ValidationError(_("Nothing is changed yet. Please write what is right, or what is wrong."))
        return cleaned

    @property
    def proposed(self):
        """{field of the listing: text, bool or None} of those that the reader changed."""
        values = {name: self.cleaned_data[name] for name in self.names}
        if is_yes_or_no(self.fact):
            values = {name: VALUES[value] for name, value in values.items()}
        return {name: value for name, value in values.items() if value != getattr(self.listing, name)}

    @property
    def told(self):
        """What a valid form says, as columns of Correction."""
        words = {name: self.cleaned_data[name] for name in ("remark", "source", "reply_to")}
        return {"fact": str(self.fact), "proposed": self.proposed, **words}

    def correction(self, **known):
        """The Correction that a valid form makes, with what else is known of it."""
        return Correction(**{self.listing._meta.model_name: self.listing}, **self.told, **known)

    @property
    def values(self):
        """The fields in which something is to be put right."""
        return [self[name] for name in self.names]


def _field(listing, name):
    model_field = listing._meta.get_field(name)
    value, label = getattr(listing, name), capfirst(model_field.verbose_name)
    if is_yes_or_no(name):
        now = next(key for key, known in VALUES.items() if known is value)
        return forms.ChoiceField(choices=ANSWERS, widget=forms.RadioSelect, label=label, initial=now)
    options = {"required": not model_field.blank, "label": label, "initial": value}
    widget = WIDGETS.get(name) or forms.TextInput(attrs={"dir": "auto"})
    field = text_field(KINDS.get(name, forms.CharField), most=model_field.max_length, widget=widget, **options)
    field.widget.attrs["autocomplete"] = "off"  # the browser would offer the reader's own
    return field


def _remark_label(fact, own):
    if fact == Fact.OTHER:
        return _("What is wrong, and what is right?")
    if fact == Fact.GONE:
        return _("What do you know about it? (optional)")
    return _("What else should we know? (optional)") if own else _("What is right?")
