"""What a visitor asked for, and the exact answer.

filterset.py   reads the address (?country=DE&therapy=surgery) into a Query
vocabulary.py  every value that can be asked for, with its label
query.py       Query in, Answer out: the seam
sql.py         the answer from PostgreSQL; the oracle for any faster engine
rows.py        which listing has which value of which facet: the one definition behind filters and counts
words.py       a Query as one sentence
matching.py    why a listing is in the answer
"""
