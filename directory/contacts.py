"""Whose contact serves for a listing: its own, or for a specialist who has none, a clinic's."""

from .models import Specialist


def mailbox(listing):
    """What a message to `listing` goes to: itself, else the first clinic with an e-mail address; None without any.

    `listing` comes from for_page(), so only published clinics are asked, the main one first.
    """
    return next((place for place in [listing, *_clinics(listing)] if place.email), None)


def contact(listing):
    """Whose contact the page of `listing` shows, in the same way: the first that states any."""
    return next((place for place in [listing, *_clinics(listing)] if place.has_contact), None)


def _clinics(listing):
    if not isinstance(listing, Specialist):
        return []
    return [affiliation.clinic for affiliation in listing.affiliations.all()]
