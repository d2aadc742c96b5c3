"""The words that stand for values of facets: names in all languages, also-known-as names, synonyms, the glossary.

The language of the page does not matter: who reads Italian may type German. One statement, remembered for as long
as nothing that readers see changes.
"""

from collections import defaultdict
from functools import cached_property

import snowballstemmer
from django.conf import settings
from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import override

from conditions.folding import folded_words, prefix
from conditions.models import Condition, Country, GlossaryTerm, PrimaryTumour, Specialty, Synonym, Therapy
from desk.models import Status
from directory.filtering.remembered import Remembered
from directory.filtering.vocabulary import FACET_LABELS, FACT_FACETS
from directory.models import Region

from .little_words import GENERAL, LITTLE_WORDS

STEMMERS = [snowballstemmer.stemmer(language) for language in ("german", "english", "french", "italian")]
SHORTEST_PART = 4  # letters of a part of a compound
LONGEST_COMPOUND = 60  # letters
LINKS = ("", "s", "n", "en", "es")  # between the parts of a German compound
PLACES = ("country", "region")
MEANT = {"condition": Condition, "therapy": Therapy, "tumour": PrimaryTumour, "specialty": Specialty}


class Lexicon:
    """Of (facet, value, phrase) rows. Words are folded and spelled as names are in the index (see folding.py)."""

    def __init__(self, rows):
        values, self.written = defaultdict(lambda: defaultdict(set)), {}
        for facet, value, phrase in rows:
            for written in phrase.split():
                for word in spelled(written):
                    if word in LITTLE_WORDS:
                        continue
                    values[word][facet].add(value)
                    self.written.setdefault(word, written.strip("(),;:"))  # as it was written first
        self.values = dict(values)  # {word: {facet: {value}}}

    @cached_property
    def stems(self):
        """{stem: words}, of all four languages: nobody says which one was typed."""
        found = defaultdict(set)
        for word in self.values:
            for stem in stems_of(word):
                found[stem].add(word)
        return dict(found)

    def meaning(self, *words):
        """{facet: (value, …)} of these words together.

        A word means what begins so, what ends so (German compounds), and what is another form of it. Places are
        meant by their beginnings only: Essen is not in Hessen, and Stein no part of Schleswig-Holstein.
        """
        found = defaultdict(set)
        for word in words:
            for known in self._alike(word):
                for facet, values in self.values[known].items():
                    if facet not in PLACES or known.startswith(word):
                        found[facet] |= values
        return {facet: tuple(sorted(values)) for facet, values in sorted(found.items())}

    def _alike(self, word):
        if len(word) < SHORTEST_PART:
            return {known for known in self.values if known.startswith(word)}
        found = {known for known in self.values if known.startswith(word) or known.endswith(word)}
        return found.union(*(self.stems.get(stem, ()) for stem in stems_of(word)))

    def parts(self, word):
        """The known words that a German compound is made of, or [] where any letter is left over."""
        return (len(word) <= LONGEST_COMPOUND and self._parts(word, set())) or []

    def _parts(self, word, hopeless):
        """`hopeless` are rests that were tried: without it, each repeated word doubles the work."""
        for end in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            if not self._is_known(word[:end]):
                continue
            for link in LINKS:
                rest = word[end + len(link) :]
                if not word[end:].startswith(link) or len(rest) < SHORTEST_PART or rest in hopeless:
                    continue
                if self._is_known(rest):
                    return [word[:end], rest]
                if parts := self._parts(rest, hopeless):
                    return [word[:end], *parts]
                hopeless.add(rest)
        return []

    def ending(self, word):
        """The longest known word that a compound ends with: “metastasen” of “Wirbelmetastasen”; or ""."""
        ends = (word[start:] for start in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1))
        return next((end for end in ends if end not in GENERAL and self._is_known(end)), "")

    def _is_known(self, word):
        return word in self.values or word in GENERAL or any(stem in self.stems for stem in stems_of(word))


def spelled(text):
    """Its words as the index has them: Mueller, Müller and Muller are one."""
    return [prefix(word) for word in folded_words(text)]


def stems_of(word):
    """Of a folded word, in each language; nothing of short words, whose stems say too little."""
    return {stem for stem in (stemmer.stemWord(word) for stemmer in STEMMERS) if len(stem) >= SHORTEST_PART}


def read():
    """The Lexicon as it is now."""
    parts = [_names(facet, model) for facet, model in MEANT.items()]
    for facet, model in MEANT.items():
        name = "primary_tumour" if facet == "tumour" else facet
        published = {f"{name}__status": Status.PUBLISHED} if model in (Condition, Therapy) else {}
        for words, fields in ((Synonym, ["words"]), (GlossaryTerm, _translated("term"))):
            meaning = QuerySet(words).filter(**{f"{name}__isnull": False}, **published)
            parts.append(_phrases(facet, meaning, f"{name}__slug", fields))
    parts.append(_phrases("region", QuerySet(Region), "code", _translated("name")))
    rows = [
        (facet, value, phrase)
        for facet, value, phrases in parts[0].union(*parts[1:], all=True)
        for phrase in phrases.splitlines()
    ]
    return Lexicon([*rows, *_own_words()])


def _names(facet, model):
    queryset = QuerySet(model)
    if model in (Condition, Therapy):
        queryset = queryset.filter(status=Status.PUBLISHED)
    also = _translated("also_known_as") if model is Condition else []
    return _phrases(facet, queryset, "slug", [*_translated("name"), *also])


def _phrases(facet, queryset, value, fields):
    columns = {
        "meant_facet": Value(facet, output_field=TextField()),
        "meant_value": Cast(value, TextField()),
        "phrases": Func(Value("\n"), *map(F, fields), function="concat_ws", output_field=TextField()),
    }
    return queryset.order_by().annotate(**columns).values_list(*columns)


def _translated(field):
    return [f"{field}_{language}" for language in settings.MODELTRANSLATION_LANGUAGES]


def _own_words():
    """(facet, value, phrase) of what the site itself names: countries, and what a listing may state."""
    for language in settings.MODELTRANSLATION_LANGUAGES:
        with override(language):
            yield from [("country", country.value, str(country.label)) for country in Country]
            yield from [(facet, "yes", str(FACET_LABELS[facet])) for facet in FACT_FACETS]


_remembered = Remembered()


def lexicon(version):
    """The Lexicon at this version of the data; at None, which is nobody else's, as it is now."""
    return _remembered.get(version, read)
