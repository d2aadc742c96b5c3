"""What a reader is told whose form is not taken. The form comes back with everything that was typed."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def from_elsewhere():
    return _("This form was sent from another site. Please check it and send it.")


def does_not_fit():
    return _("What was sent does not fit this form. Please check it and send it.")


def too_old():
    return _(
        "The form was open for long, or the page has changed since. Please check your text and send it again."
    )


def too_fast(seconds):
    """The reader has no script that proves some work, or was very quick."""
    text = ngettext(
        "Programs send such forms very fast. Your text is kept here: please send it again in %(n)d second.",
        "Programs send such forms very fast. Your text is kept here: please send it again in %(n)d seconds.",
        seconds,
    )
    return text % {"n": seconds}


def too_many(seconds):
    minutes = -(-seconds // 60)
    if minutes <= 90:
        text = ngettext(
            "Many messages came in a short time. Your text is kept here: please send it in %(n)d minute.",
            "Many messages came in a short time. Your text is kept here: please send it in %(n)d minutes.",
            minutes,
        )
        return text % {"n": minutes}
    hours = -(-minutes // 60)
    text = ngettext(
        "Many messages came today. Your text is kept here: please send it in %(n)d hour.",
        "Many messages came today. Your text is kept here: please send it in %(n)d hours.",
        hours,
    )
    return text % {"n": hours}
