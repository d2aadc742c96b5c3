"""Names as they are compared: Muenchen is München, St. Pölten is Sankt Pölten."""

import re

from conditions.folding import folded_words, prefix

SAINTS = dict.fromkeys(["sankt", "skt", "saint", "sainte", "ste"], "st")
# What tells a town from its namesakes comes after its own name: Neustadt an der Aisch, Halle (Saale), Biel/Bienne.
ADDITION = re.compile(r"\s*[(/,].*|\s+(an|am|a\.|auf|bei|b\.|im|in|i\.|ob|unter|vor)\s.*|-(les|sur|près)-.*", re.I)


def key(text):
    """A name without accents, signs and capitals; one for all spellings of it."""
    words = (prefix(SAINTS.get(word, word)) for word in folded_words(text))
    return " ".join(words)


def keys(name, others=()):
    """What a town is found by: its names, each also without what tells it from its namesakes."""
    names = [name, ADDITION.sub("", name), *(name.split("/") if "/" in name else ()), *others]
    return sorted({key(each) for each in names} - {""})
