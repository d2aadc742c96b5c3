"""Words that are nearly as typed: one letter wrong, missing, too many or swapped with the next, two in long words.

The words of names and places are kept by their length, and a misspelt one is compared with those only that can be
meant; the lexicon is small enough to be compared whole.
"""

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

SHOWN = 3


def allowed_errors(word):
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


def nearest(word, lexicon_words, names, *, is_itself_allowed=True):
    """Up to three words of the lexicon, or of names and places, that come nearest; of equals, the commonest."""
    errors = allowed_errors(word)
    if not errors:
        return []
    found = {known: distance for known, distance, _key in _near(word, list(lexicon_words), errors)}
    for length in range(len(word) - errors, len(word) + errors + 1):
        near = _near(word, names.of_length(length), errors)
        found |= {known: distance for known, distance, _key in near if names.count(known)}
    if not is_itself_allowed:
        found.pop(word, None)
    least = min(found.values(), default=0)
    equals = [known for known, distance in found.items() if distance == least]
    return sorted(equals, key=lambda known: (known not in lexicon_words, -names.count(known), known))[:SHOWN]


def _near(word, choices, errors):
    return extract(word, choices, scorer=OSA.distance, score_cutoff=errors, limit=None)
