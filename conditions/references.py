"""The numbered list of references under a page."""

from dataclasses import dataclass

from .models import Reference


@dataclass(frozen=True)
class Numbered:
    """A reference with its number and the anchors of the marks that cite it."""

    number: int
    reference: Reference
    anchors: list[str]


def numbered(references, uses, listed=()):
    """`references` {key: Reference} in the order of `uses` {key: anchors}, then the `listed` keys."""
    keys = dict.fromkeys([*uses, *listed])
    return [
        Numbered(number, references[key], uses.get(key, []))
        for number, key in enumerate(keys, start=1)
        if key in references
    ]
