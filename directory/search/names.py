"""The words that listings of one kind are called by: their names, and those of their clinics and towns."""

from django.db import connection

from conditions.folding import folded_words, prefix
from directory.filtering import rows

WRITTEN = """
(SELECT family_name || ' ' || given_name FROM directory_specialist
    WHERE status = 'published' AND search_words @@ to_tsquery('simple', %s) LIMIT 1)
UNION ALL
(SELECT name || ' ' || city FROM directory_clinic
    WHERE status = 'published' AND search_words @@ to_tsquery('simple', %s) LIMIT 1)
"""


class Names:
    """Of what the bitmaps know, in the Segments of a Shelf."""

    def __init__(self, segments):
        self._segments = segments

    def has(self, beginning):
        """Whether a word begins so."""
        return any(not one.live.isdisjoint(one.words.beginning(beginning)) for one in self._segments)

    def of_length(self, length):
        """[word, …] of so many letters; also of listings that are no longer as they were: count() tells."""
        return [word for one in self._segments for word in one.words.of_length(length)]

    def count(self, word):
        """How many listings have the word."""
        return sum(one.live.intersection_cardinality(one.words.with_word(word)) for one in self._segments)

    def written(self, words):
        """{word: as a listing writes it}, of words that listings have."""
        return written(words)


class NamesInSQL:
    """Where there are no bitmaps, misspelt names are not forgiven: PostgreSQL would compare all of them."""

    def __init__(self, model):
        self._model = model

    def has(self, beginning):
        found = rows.listings_named(self._model, (beginning,))
        return self._model.objects.published().filter(found).exists()

    def of_length(self, length):
        return []

    def count(self, word):
        return 0

    def written(self, words):
        return written(words)


def written(words):
    """{folded word: as the first listing found writes it}; one statement."""
    if not words:
        return {}
    asked = [f"'{word}'" for word in words for _model in range(2)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([WRITTEN] * len(words)), asked)
        texts = [text for (text,) in cursor.fetchall()]
    found = {}
    for text in texts:
        for part in text.replace("-", " ").split():
            found.setdefault(prefix("".join(folded_words(part))), part.strip("(),;:."))
    return {word: found[word] for word in words if word in found}
