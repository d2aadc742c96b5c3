import math

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import second_factor

ATTRIBUTES = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}


class CodeInput(forms.TextInput):
    """Empty again after a refusal: that code is no longer good for anything."""

    def format_value(self, value):
        return None


class CodeForm(forms.Form):
    """Asks for a code. Once valid, `device` is what accepted it; `wait` is in seconds, after wrong codes."""

    code = forms.CharField(label=_("Code"), max_length=20, widget=CodeInput(ATTRIBUTES))

    def __init__(self, account, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.account = account
        self.device = None
        self.wait = 0

    def clean_code(self):
        code = self.cleaned_data["code"].replace(" ", "").replace("-", "").lower()
        device = second_factor.device_for(self.account, code)
        if device:
            self.wait = second_factor.seconds_to_wait(device)
            if self.wait:
                raise ValidationError(_waiting(self.wait))
            self.device = second_factor.verified(self.account, device, code)
        if self.device is None:
            raise ValidationError(_("This code is not right, or was used before. Each code is good once."))
        return code


class SetUpForm(forms.Form):
    """Takes the first code of an app that was given `key`. Once valid, the app is set up as `device`."""

    code = forms.CharField(
        label=_("Code that the app shows"),
        max_length=10,
        widget=CodeInput({**ATTRIBUTES, "inputmode": "numeric", "autofocus": False}),
    )

    def __init__(self, account, key, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.account = account
        self.key = key
        self.device = None

    def clean_code(self):
        code = self.cleaned_data["code"].replace(" ", "")
        self.device = second_factor.set_up(self.account, self.key, code)
        if self.device is None:
            raise ValidationError(
                _("This is not the code that the app shows now. Is the time on the phone right?")
            )
        return code


def _waiting(seconds):
    if seconds < 60:
        text = ngettext(
            "Too many wrong codes. Please try again in %(number)d second.",
            "Too many wrong codes. Please try again in %(number)d seconds.",
            seconds,
        )
        return text % {"number": seconds}
    minutes = math.ceil(seconds / 60)
    text = ngettext(
        "Too many wrong codes. Please try again in %(number)d minute.",
        "Too many wrong codes. Please try again in %(number)d minutes.",
        minutes,
    )
    return text % {"number": minutes}
