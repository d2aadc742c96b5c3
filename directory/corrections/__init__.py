"""Corrections from readers: what they find wrong on a listing's page, from the form to the answer.

facts.py says what can be wrong and what the page says of it, forms.py and views.py take the correction in behind
the guards of intake/, limits.py says how many, deciding.py and answering.py are what the desk does with it
(admin.py), purging.py forgets the reply addresses.
"""
