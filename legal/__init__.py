"""The legal and trust pages of the site, and letters to its editors.

models/legal_page.py and shown_page.py are the five texts that every page links to: imprint, privacy,
accessibility, editorial policy, how listings are chosen. Letters are what somebody writes to the editors: forms.py
and letter_page.py take them in behind the guards of intake/, limits.py says how many, letter_admin.py, deciding.py
and answers.py are what the desk does with them, purging.py and forgetting.py end them.
"""
