"""What readers send: the guards that every form for them shares, without an account and without a cookie.

form_token.py and origin.py tell a form of this site from any other, body.py bounds what is read of a request,
texts.py what is taken for a text, trap.py and effort.py make floods dear, limits.py counts them, refusals.py says
so to the reader. What the desk decides about and answers is Answerable; message_admin.py, message_page.py and
answering.py are what it does with it. Knows nothing of what the forms are about.
"""
