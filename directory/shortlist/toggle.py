"""The links of a card or a profile that put it on the reader's list or take it off."""

from dataclasses import dataclass

from .carried import Shortlist


@dataclass(frozen=True)
class Toggle:
    """`url` is the page the reader is on, with the entry added or taken off; "" where the list is full."""

    name: str
    is_kept: bool
    url: str
    shortlist: Shortlist


def toggle(shortlist, listing, *, path, asked="", mark=""):
    """The Toggle of `listing` for the page at `path`; `asked` is its query string without the list."""
    is_kept = listing in shortlist
    if shortlist.is_full and not is_kept:
        return Toggle(listing.name, is_kept, "", shortlist)
    changed = shortlist.without(listing) if is_kept else shortlist.adding(listing)
    question = "&".join(filter(None, [asked, changed.query_string]))
    return Toggle(listing.name, is_kept, f"{path}{'?' if question else ''}{question}{mark}", shortlist)
