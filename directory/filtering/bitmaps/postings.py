"""The words of names and places, and who has each: too many for a bitmap each, so they are kept flat."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from pyroaring import BitMap

from .packed_texts import PackedTexts


@dataclass(frozen=True)
class Postings:
    """Words in the order of their bytes; those of word n stand at ordinals[starts[n]:starts[n + 1]], in order."""

    words: PackedTexts = field(default_factory=PackedTexts)
    starts: array = field(default_factory=lambda: array("I", [0]))
    ordinals: array = field(default_factory=lambda: array("I"))

    @classmethod
    def of(cls, having):
        """Of {word in UTF-8: ordinals}; who has none does not appear."""
        words = sorted(word for word, ordinals in having.items() if ordinals)
        starts, flat = array("I", [0]), array("I")
        for word in words:
            flat.extend(sorted(set(having[word])))
            starts.append(len(flat))
        return cls(PackedTexts.of(words), starts, flat)

    def beginning(self, text):
        """The BitMap of who has a word that begins so: all such words stand in a row."""
        places = self.words.beginning(text.encode())
        return BitMap(self.ordinals[self.starts[places.start] : self.starts[places.stop]])

    def with_word(self, word):
        """The BitMap of who has exactly this word."""
        word = word.encode()
        place = bisect_left(self.words, word)
        known = place < len(self.words) and self.words[place] == word
        return BitMap(self.ordinals[self.starts[place] : self.starts[place + 1]] if known else ())

    def of_length(self, length):
        """[word, …] of so many letters: what a misspelt word is compared with."""
        return self._by_length.get(length, [])

    @cached_property
    def _by_length(self):
        found = defaultdict(list)
        for place in range(len(self.words)):
            word = self.words[place].decode()
            found[len(word)].append(word)
        return found

    def items(self):
        """(word, ordinals) of each."""
        for place in range(len(self.words)):
            yield self.words[place], self.ordinals[self.starts[place] : self.starts[place + 1]]
