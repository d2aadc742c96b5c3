"""What a typed text means: words of names and places, and values that lists are filtered by.

- lexicon.py: every word of the site's own language, and what it stands for
- reading.py: a text as Words for the query
- forgiving.py: words that are nearly as typed
"""
