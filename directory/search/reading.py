"""A typed text as Words for the query, and what was forgiven on the way."""

from dataclasses import dataclass, field, replace

from conditions.folding import folded_words, prefix
from directory.filtering.query import Word

from .forgiving import nearest
from .lexicon import Lexicon
from .little_words import GENERAL, LITTLE_WORDS, TITLES

MAX_WORDS = 8


@dataclass(frozen=True)
class Reading:
    """`words` narrow the answer. `forgiven` are those that nothing matched: {folded word: spellings in its place}.

    A spelling is as people write it, for a reader to choose; there may be one, or up to three.
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
            forgiven |= {word: spellings} if spellings else {}
        words += found
    return Reading(tuple(words), forgiven)


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
    found = Word(word, tuple(near) or (spelling,), lexicon.meant_by(set().union(*map(lexicon.alike, near))))
    written = {**names.written([one for one in near if one not in lexicon.written]), **lexicon.written}
    return [replace(found, text=word)], tuple(written.get(one, one) for one in near)
