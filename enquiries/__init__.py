"""Enquiries: what a reader writes to a specialist or clinic, from the form until it is forgotten.

    form -> stored, sealed -> mail: confirm -> mail: a link for the recipient -> read -> answered -> mail: a link
    for the sender -> deleted

form/ takes an enquiry in, behind the guards of intake/. keyring.py and contents.py seal what it says, so that
the database holds no word of it. steps.py are the events of its life, each with its row in a log without
personal data. outbox/ sends the mails, each once; mails.py says what is in them (links, never health).
access.py signs the links, sender/ and recipient/ are the pages they lead to. purging.py forgets on schedule,
clock.py says whose clock that is. admin.py shows editors counts and states. Sealed texts are opened for those two
pages, to add an answer, to address a mail, and to be sealed anew (rotating.py), and for nobody else.
"""
