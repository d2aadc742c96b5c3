"""The legal and trust pages of the site, and letters to its editors.

models/legal_page.py and shown_page.py are the five texts that every page links to: imprint, privacy,
accessibility, editorial policy, how listings are chosen.
"""
