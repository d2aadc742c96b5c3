from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _


def validate_not_in_the_future(day):
    """A check or a review has happened; a mistyped year would make it look fresh for decades."""
    if day > timezone.localdate():
        raise ValidationError(_("This day is in the future."))
