"""What a typed text means: words of names and places, and values that lists are filtered by.

- lexicon.py: every word of the site's own language, and what it stands for
- little_words.py: words that say nothing
- names.py: the words that listings are called by
- reading.py: a text as Words for the query
- forgiving.py: words that are nearly as typed
- suggestions.py, towns.py: what may be meant while it is typed
"""
