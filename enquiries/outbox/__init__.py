"""The outbox: mails that were written with their enquiry, in one transaction, are sent once.

claiming.py gives a mail to one worker for some minutes, smtp.py hands it to the mail server, sending.py does both
and records what became of it, taken.py is its memory on the disk, worker.py goes on until it is stopped, alarm.py
tells when mail waits too long, dead_letters.py is what the desk can do about those that were given up.

Nothing is sent before its transaction is over, and a mail that was claimed by a worker that died is claimed
again after LEASE. What stays open is SMTP's own window (RFC 1047): from the final dot until the server's answer,
nobody but the server knows whether it has the mail. Here it is no wider than that. Everything before the dot may
be repeated: immediately before it, the row is locked and the database asked once more whether the mail is still
to be sent. The server's answer goes to the disk at once, and from there into the database, when it is back and
whoever is still alive. A mail whose fate is unknown is tried again with the same Message-ID, because a link that
comes twice leads to the same enquiry, and one that never comes leads nowhere.
"""
