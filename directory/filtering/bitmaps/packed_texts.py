"""Names and words, hundreds of thousands of them."""

from array import array
from bisect import bisect_left

AFTER_ALL = b"\xff"  # no text in UTF-8 has it


class PackedTexts:
    """Many texts in little memory: one block of bytes and where each ends. Compares as PostgreSQL's "C" does."""

    def __init__(self, block=b"", ends=None):
        self.block = block
        self.ends = ends if ends is not None else array("I")

    @classmethod
    def of(cls, texts):
        """Of texts in UTF-8."""
        ends, size, parts = array("I"), 0, list(texts)
        for part in parts:
            size += len(part)
            ends.append(size)
        return cls(b"".join(parts), ends)

    def __len__(self):
        return len(self.ends)

    def __getitem__(self, position):
        start = self.ends[position - 1] if position else 0
        return self.block[start : self.ends[position]]

    def beginning(self, text):
        """The range of places of texts that begin so, where the texts are in order."""
        return range(bisect_left(self, text), bisect_left(self, text + AFTER_ALL))
