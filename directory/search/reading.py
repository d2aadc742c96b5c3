"""A typed text as Words for the query, and what was forgiven on the way."""

import re
from dataclasses import dataclass, field

from conditions.folding import fold, folded_words, prefix
from directory.filtering.query import Word

from .forgiving import nearest
from .lexicon import Lexicon
from .little_words import GENERAL, LITTLE_WORDS, PRAISE, TITLES

MAX_WORDS = 8


@dataclass(frozen=True)
class Reading:
    """`words` narrow the answer. `forgiven` is what nothing is called: {folded word: spellings in its place}.

    Up to three spellings, as people write them; none where nothing comes near, so that nothing can match. Those in
    `shortened` are compounds of which only the end is known: {folded word: its end}.
    """

    words: tuple[Word, ...] = ()
    forgiven: dict[str, tuple[str, ...]] = field(default_factory=dict)
    shortened: dict[str, str] = field(default_factory=dict)


def read(text, lexicon: Lexicon, names):
    """The Reading of `text`. `names` knows the words of names and places; see names.py."""
    typed = typed_words(text)
    if text and not typed:
        return Reading(words=(Word(text, ()),))  # signs only: nothing can match them
    words, forgiven, shortened = [], {}, {}
    for word in _telling(typed, lexicon):
        if found := _exactly(word, lexicon, names) or _in_parts(word, lexicon):
            words += found
        elif near := nearest(prefix(word), lexicon.values, names):
            words.append(Word(word, tuple(near), lexicon.meaning(*near)))
            forgiven[word] = _written(near, lexicon, names)
        elif ending := lexicon.ending(prefix(word)):
            words.append(Word(word, (ending,), lexicon.meaning(ending)))
            shortened[word] = ending
        else:
            words.append(Word(word, (prefix(word),)))
            forgiven[word] = ()
    return Reading(tuple(words), forgiven, shortened)


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
    """The words of a text, folded, without titles and what stands between words if anything is left then."""
    words = folded_words(text)[:MAX_WORDS]
    return [word for word in words if word not in TITLES | LITTLE_WORDS] or words


def _telling(words, lexicon):
    """Without what says nothing beside others: “doctor”; beside what is treated “best”, which is a name, too."""
    said = [word for word in words if word not in GENERAL] or words
    plain = [word for word in said if word not in PRAISE]
    return plain if any(lexicon.meaning(prefix(word)) for word in plain) else said


def _exactly(word, lexicon, names):
    """[Word], or [] where neither the lexicon nor a name has it."""
    spelling = prefix(word)
    values = lexicon.meaning(spelling)
    return [Word(word, (spelling,), values)] if values or names.has(spelling) else []


def _in_parts(word, lexicon):
    """[Word, …] of a German compound: all of its parts are meant."""
    parts = lexicon.parts(prefix(word))
    told = [part for part in parts if part not in GENERAL] or parts
    return [Word(part, (part,), lexicon.meaning(part)) for part in told]
