"""A typed text as Words for the query, and what was forgiven on the way."""

import re
from dataclasses import dataclass, field

from conditions.folding import fold, folded_words, prefix
from directory.filtering.query import Word

from .forgiving import nearest
from .lexicon import Lexicon
from .little_words import GENERAL, LITTLE_WORDS, TITLES

MAX_WORDS = 8


@dataclass(frozen=True)
class Reading:
    """`words` narrow the answer. `forgiven` is what nothing is called: {folded word: spellings in its place}.

    Up to three spellings, as people write them; none where nothing comes near, so that nothing can match.
    """

    words: tuple[Word, ...] = ()
    forgiven: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read(text, lexicon: Lexicon, names):
    """The Reading of `text`. `names` knows the words of names and places; see names.py."""
    typed = typed_words(text)
    if text and not typed:
        return Reading(words=(Word(text, ()),))  # signs only: nothing can match them
    words, forgiven = [], {}
    for word in typed:
        found = _exactly(word, lexicon, names) or _in_parts(word, lexicon)
        if not found:
            found, spellings = _forgiving(word, lexicon, names)
            forgiven[word] = spellings
        words += found
    return Reading(tuple(words), forgiven)


def other_spellings(text, lexicon: Lexicon, names):
    """[text, …] with one word in another spelling: known words that are nearly the same."""
    found = []
    for word in typed_words(text):
        near = nearest(prefix(word), lexicon.values, names, is_itself_allowed=False)
        found += [respelled(text, word, spelling) for spelling in _written(near, lexicon, names)]
    return found


def respelled(text, word, spelling):
    """`text` with this spelling in the place of the folded word."""
    return re.sub(r"[^\W_]+", lambda typed: spelling if fold(typed[0]) == word else typed[0], text)


def as_typed(text, word):
    """The folded word as it stands in `text`."""
    return next((typed for typed in re.findall(r"[^\W_]+", text) if fold(typed) == word), word)


def _written(words, lexicon, names):
    """The words as people write them."""
    known = names.written([word for word in words if word not in lexicon.written])
    return tuple(lexicon.written.get(word) or known.get(word, word) for word in words)


def typed_words(text):
    """The words of a text that say something, folded. Titles and the like count where there is nothing else."""
    words = folded_words(text)[:MAX_WORDS]
    for ignored in (TITLES | LITTLE_WORDS | GENERAL, LITTLE_WORDS | GENERAL, LITTLE_WORDS):
        if said := [word for word in words if word not in ignored]:
            return said
    return words


def _exactly(word, lexicon, names):
    """[Word], or [] where neither the lexicon nor a name has it."""
    spelling = prefix(word)
    values = lexicon.meant_by(lexicon.alike(spelling))
    return [Word(word, (spelling,), values)] if values or names.has(spelling) else []


def _in_parts(word, lexicon):
    """[Word, …] of a German compound: all of its parts are meant."""
    parts = lexicon.parts(prefix(word))
    told = [part for part in parts if part not in GENERAL] or parts
    return [Word(part, (part,), lexicon.meant_by(lexicon.alike(part))) for part in told]


def _forgiving(word, lexicon, names):
    """([Word], spellings) of what comes nearest; a word that nothing comes near to matches nothing."""
    spelling = prefix(word)
    near = nearest(spelling, lexicon.values, names)
    if not near and (ending := lexicon.ending(spelling)):
        near = [ending]
    values = lexicon.meant_by(set().union(*map(lexicon.alike, near)))
    return [Word(word, tuple(near) or (spelling,), values)], _written(near, lexicon, names)
