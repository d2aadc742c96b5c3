"""A mail handed to the server in two parts: all of it, and the final dot by which the server takes it.

Django's own backend opens the connection, with its settings for TLS and signing in. smtplib sends text and dot
in one go; between them stands the question whether the mail is still to be sent.
"""

import re
import smtplib
import time

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

NO_SUCH_MAILBOX = (550, 551, 553)
OF_THE_SENDER = b"5.7."  # a policy or a list of senders (RFC 3463): ours to mend, and then the mailbox is there
SECONDS = 120  # for everything up to the dot; well below claiming.LEASE


class RefusedError(Exception):
    """The server knows no such mailbox: trying again would not help. The message is its code."""


class NotTakenError(Exception):
    """The server did not take it this time. The message is a code or the kind of error, without its words."""


def hand_over(message, before_the_dot):
    """Send an EmailMessage; `before_the_dot()` is called as late as possible, and may raise to call it off.

    Raises RefusedError or NotTakenError; what `before_the_dot` raises is passed on.
    """
    connection = get_connection()
    if not isinstance(connection, EmailBackend):  # mails that are files, or shown to tests
        before_the_dot()
        try:
            connection.send_messages([message])
        except OSError as error:
            raise NotTakenError(type(error).__name__) from error
        return
    started = time.monotonic()
    try:
        connection.open()
        _say(connection.connection, message)
        if time.monotonic() - started > SECONDS:
            raise NotTakenError("too slow")
        before_the_dot()
        _end(connection.connection)
    except smtplib.SMTPResponseException as error:
        raise NotTakenError(str(error.smtp_code)) from error
    except (OSError, UnicodeError, ValueError) as error:  # smtplib's other errors are OSErrors, too
        raise NotTakenError(type(error).__name__) from error
    finally:
        _leave(connection)


def _say(server, message):
    encoding = settings.DEFAULT_CHARSET
    server.ehlo_or_helo_if_needed()
    _expect(server.mail(sanitize_address(message.from_email, encoding)), 250)
    for address in message.recipients():
        code, words = server.rcpt(sanitize_address(address, encoding))
        if code in NO_SUCH_MAILBOX and not words.startswith(OF_THE_SENDER):
            raise RefusedError(str(code))
        _expect((code, words), 250, 251)
    _expect(server.docmd("DATA"), 354)
    server.send(quoted(message.message().as_bytes(linesep="\r\n")))


def _end(server):
    server.send(b".\r\n")
    _expect(server.getreply(), 250)


def quoted(text):
    """The text as it stands before the dot: with a line's end, and no dot alone in a line (RFC 5321, 4.5.2)."""
    text = re.sub(rb"(?m)^\.", b"..", text)
    return text if text.endswith(b"\r\n") else text + b"\r\n"


def _expect(reply, *codes):
    code, words = reply
    if code not in codes:
        raise smtplib.SMTPResponseException(code, words)


def _leave(connection):
    """Without a word more than needed: what was not ended by the dot, the server forgets."""
    server = connection.connection
    connection.connection = None
    if server is not None:
        server.close()
