import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

OF_THIS_SITE = {"konsil"}
SHORTEST = 5  # characters that are repeated


class CommonWordValidator(CommonPasswordValidator):
    """Refuses common passwords also with digits and signs around them, or repeated.

    Of the 20,000 that Django knows, fewer than 200 are as long as ours have to be.
    """

    def validate(self, password, user=None):
        typed = password.lower().strip()
        letters = re.sub(r"[\W\d_]+", "", typed)
        words = {typed, letters, _repeated(typed), _repeated(letters)}
        if words & (self.passwords | OF_THIS_SITE) or len(_repeated(typed)) < SHORTEST:
            raise ValidationError(self.get_error_message(), code="password_too_common")


def _repeated(text):
    """The shortest text of which `text` is a repetition; itself, if it is none."""
    return text[: (text + text).find(text, 1)]
