"""Texts that people would type into the search: names, places, treatments; right, or with an error or two."""

import random
from itertools import islice

from conditions.models import Therapy
from directory.filtering.bitmaps import answer as bitmaps
from directory.filtering.query import Query
from directory.models import Specialist
from directory.search.lexicon import read as read_lexicon
from directory.search.names import Names
from directory.search.reading import read

LETTERS = "abcdefghiklmnoprstuvwz"


class Searches:
    """Of one state of the bitmaps; the words come from its own register."""

    def __init__(self, state, seed=11):
        self._state = state
        self._names = Names(state.shelves[Specialist].segments)
        self._lexicon = read_lexicon()
        self._chance = random.Random(seed)  # noqa: S311 - a reproducible run, not a secret

    def right(self, number):
        """[text, …]: a name or a town, every second time with a treatment."""
        words = state_words(self._state)
        therapies = list(Therapy.objects.order_by("slug").values_list("name_de", flat=True))
        chosen = self._chance.choices(words, k=number)
        return [
            f"{word} {self._chance.choice(therapies)}" if place % 2 else word for place, word in enumerate(chosen)
        ]

    def misspelt(self, number):
        """[(text, the word that was meant), …]: a word with one error, or two where it is long."""
        words = self._chance.choices(state_words(self._state), k=number)
        return [(self._misspelt(word), word) for word in words]

    def search(self, text):
        """The whole way from a text to a page of ids with all counts."""
        words = read(text, self._lexicon, self._names).words
        return bitmaps.answer(self._state, Specialist, Query(words=words))

    def finds(self, text, meant):
        """Whether the misspelt text finds everybody who has the word that was meant."""
        wanted = read(meant, self._lexicon, self._names).words
        both = (*wanted, *read(text, self._lexicon, self._names).words)
        of_both, of_wanted = (
            bitmaps.total(self._state, Specialist, Query(words=words)) for words in (both, wanted)
        )
        return of_both == of_wanted

    def _misspelt(self, word):
        for _error in range(1 if len(word) < 9 else 2):
            place = self._chance.randrange(1, len(word) - 1)
            letter = self._chance.choice(LETTERS)
            word = self._chance.choice(
                [
                    word[:place] + word[place + 1 :],
                    word[:place] + letter + word[place:],
                    word[:place] + letter + word[place + 1 :],
                    word[:place] + word[place + 1] + word[place] + word[place + 2 :],
                ]
            )
        return word


def state_words(state):
    """Names and places of five letters and more, a thousand of them, from all over the alphabet."""
    words = [word.decode() for word, _ordinals in state.shelves[Specialist].base.words.items()]
    words = [word for word in words if len(word) >= 5 and word.isalpha()]
    return list(islice(words, 0, None, max(1, len(words) // 1000)))
