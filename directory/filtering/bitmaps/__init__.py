"""The answer from bitmaps in memory, as exact as sql.py and as fast for 500,000 listings as for 5,000.

segment.py   listings in the order of their names, a bitmap for each value they have
shelf.py     a large segment, and a small one with what changed since: what is asked
points.py    who is in a circle, and who is nearest; boxes.py and around.py what that takes
lens.py      the bitmap of every value that can be asked for, in one segment
evaluate.py  a Query on a shelf: who matches, how many have which value
order.py     the page, in the order that was asked for
loading.py   facts from PostgreSQL, all or those that changed, in one statement
log.py       what has changed since a moment, whoever changed it
store.py     a segment on disk, so that a worker need not read everything
"""
