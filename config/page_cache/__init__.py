"""Public pages, kept whole: the same address at the same version of the data on the same day is the same page.

middleware.py   serves a page that is kept, keeps one that was rendered; compresses, and answers 304
asked.py        which requests these are, and under which key
page.py         a page as it is kept
store.py        where: the memory of the process, or Redis
edition.py      which code and settings rendered it

What a reader typed is not kept: docs/decisions.md, 48.
"""
