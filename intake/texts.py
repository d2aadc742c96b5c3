"""Texts from readers: what is no text is shown as such and refused, and no length is cut in silence."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

UNREADABLE = "\ufffd"
# Telephone books put them around numbers, editors at the beginning of files; nobody sees them.
INVISIBLE = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
TOO_LONG = ngettext_lazy(
    "This is too long: at most %(limit_value)d character, and it has %(show_value)d.",
    "This is too long: at most %(limit_value)d characters, and it has %(show_value)d.",
    "limit_value",
)


def readable(text, *, has_lines=False):
    """`text` without marks that nobody sees, and with U+FFFD for what is no text: NUL, a lone surrogate."""
    text = text.translate(INVISIBLE).replace("\r\n", "\n").replace("\t", " ")
    return "".join(sign if _is_text(sign) or (has_lines and sign == "\n") else UNREADABLE for sign in text)


def _is_text(sign):
    return unicodedata.category(sign) not in ("Cc", "Cs")


def validate_readable(value):
    if UNREADABLE in value:
        raise ValidationError(_("There are characters in it that we cannot read (�). Please type them again."))


def text_field(kind=forms.CharField, *, most, **options):
    """A form field for `most` characters. More is named: browsers would cut a pasted text without a word."""
    field = kind(**options)
    field.widget.attrs.pop("maxlength", None)
    field.validators = [*field.validators, MaxLengthValidator(most, TOO_LONG), validate_readable]
    return field
