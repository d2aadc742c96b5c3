"""The form in which a reader writes to one listing."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from directory.models import Language
from enquiries.words import Way, Writer
from intake.texts import readable, text_field
from intake.trap import Trapped

OPTIONAL = gettext_lazy("Not stated")
DIALABLE = RegexValidator(
    r"^\+?[0-9(][0-9 ()/-]{4,}$",
    gettext_lazy("A telephone number has five digits or more, and else spaces and + ( ) / - only."),
)
TOLD = ["message", "writes_as", "reply_by", "email", "phone", "name", "reply_language"]


class EnquiryForm(Trapped):
    """`listing` comes from for_page(); `sent` are the values a request brought, None for an empty form."""

    condition = forms.ChoiceField(required=False, label=gettext_lazy("Which illness is it about?"))
    therapy = forms.ChoiceField(required=False, label=gettext_lazy("Which treatment do you ask about? (optional)"))
    writes_as = forms.ChoiceField(
        choices=Writer,
        widget=forms.RadioSelect,
        label=gettext_lazy("Who is writing?"),
        error_messages={"required": gettext_lazy("Please choose who is writing.")},
    )
    message = text_field(
        most=4000,
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy(
            "What was found, what was done so far, what you would like to know. Please send no reports or images "
            "yet: the recipient says what they need."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Please write your message.")},
    )
    name = text_field(
        most=120,
        required=False,
        label=gettext_lazy("Your name (optional)"),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = text_field(
        forms.EmailField,
        most=254,
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy(
            "We send a link to it. Only when you have confirmed by that link is your message passed on."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={
            "required": gettext_lazy("Please give your e-mail address: we send the link to it."),
            "invalid": gettext_lazy("This is no e-mail address. It looks like name@example.org."),
        },
    )
    reply_by = forms.ChoiceField(
        choices=Way,
        widget=forms.RadioSelect,
        initial=Way.EMAIL,
        label=gettext_lazy("How would you like the answer?"),
        error_messages={"required": gettext_lazy("Please choose how you would like the answer.")},
    )
    phone = text_field(
        most=40,
        required=False,
        label=gettext_lazy("Your telephone number, if you would like to be called"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
        validators=[DIALABLE],
    )
    reply_language = forms.ChoiceField(label=gettext_lazy("In which language?"))
    consent = forms.BooleanField(
        label=gettext_lazy("I consent"),
        error_messages={
            "required": gettext_lazy("Without your consent we may not store or pass on your message."),
        },
    )
    proof = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, listing, sent=None, initial=None):
        if sent is not None:
            sent = {name: readable(value, has_lines=name == "message") for name, value in sent.items()}
        super().__init__(sent, initial={"reply_language": get_language(), **(initial or {})})
        treatments = list(listing.treatments.all())
        conditions = {row.condition.slug: row.condition.name for row in treatments}
        therapies = {therapy.slug: therapy.name for row in treatments for therapy in row.therapies.all()}
        self.fields["condition"].choices = [("", OPTIONAL), *conditions.items()]
        self.fields["therapy"].choices = [("", OPTIONAL), *therapies.items()]
        self.fields["reply_language"].choices = _languages(listing)
        for name, values in (("condition", conditions), ("therapy", therapies)):
            if not values:
                del self.fields[name]
            elif self.initial.get(name) not in values:  # the address may say anything
                self.initial[name] = ""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reply_by") == Way.EMAIL and "phone" in self.errors:  # nobody calls it
            del self.errors["phone"]
            cleaned["phone"] = ""
        if cleaned.get("reply_by") == Way.PHONE and not cleaned.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Please give the number at which you can be called."))
        return cleaned

    @property
    def told(self):
        """What a valid form says, as parts of Contents."""
        said = {name: self.cleaned_data[name] for name in TOLD}
        return {**said, **{name: self.cleaned_data.get(name, "") for name in ("condition", "therapy")}}


def _languages(listing):
    """[(code, name), …]: those that are spoken there first."""
    spoken = {language.code for language in listing.languages.all()}
    everything = [(language.code, capfirst(language.name)) for language in Language.objects.by_name()]
    return sorted(everything, key=lambda choice: choice[0] not in spoken)
