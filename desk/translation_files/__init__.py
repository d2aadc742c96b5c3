"""Texts to translators and back, as PO files: one language a file, one entry a text.

contents of the desk -> exporting -> a file -> po -> planning -> applying -> desk.saving
"""
