"""A mail server that takes mails down, refuses them, or is killed.

In a test: `Sink()` as a context manager. As a process: `python -m tests.enquiries.smtp_sink PORT FILE SECONDS`,
which adds a line for each mail that it took, before it says so, and takes so long for each recipient.
"""

import email
import email.policy
import json
import socket
import sys
import time
from pathlib import Path

from aiosmtpd.controller import Controller


class Handler:
    """`answers` are the server's next words to RCPT or DATA, by command; then it takes everything."""

    def __init__(self, file=None, seconds=0):
        self.file, self.seconds = file, seconds
        self.taken, self.answers, self.asked = [], {"RCPT": [], "DATA": []}, 0
        self.dies_before_it_answers = False
        self.is_asked = self.may_answer = None  # threading.Events of a test that wants a slow server

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 aiosmtpd's name
        self.asked += 1
        time.sleep(self.seconds)
        answer = self._next("RCPT")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.is_asked:
            self.is_asked.set()
            self.may_answer.wait(10)
        answer = self._next("DATA")
        if answer.startswith("250"):
            self._take(envelope)
        if self.dies_before_it_answers:
            server.transport.abort()
        return answer

    def _next(self, command):
        return self.answers[command].pop(0) if self.answers[command] else "250 OK"

    def _take(self, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        mail = {"id": message["Message-ID"], "to": envelope.rcpt_tos, "text": message.get_content()}
        self.taken.append(mail)
        if self.file:
            with self.file.open("a") as file:
                file.write(json.dumps(mail) + "\n")


class Sink:
    def __init__(self, port=0, **options):
        self.handler = Handler(**options)
        self._controller = Controller(self.handler, hostname="127.0.0.1", port=port or free_port())

    def __enter__(self):
        self._controller.start()
        return self

    def __exit__(self, *error):
        self._controller.stop()

    @property
    def port(self):
        return self._controller.port


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


if __name__ == "__main__":
    with Sink(int(sys.argv[1]), file=Path(sys.argv[2]), seconds=float(sys.argv[3])):
        print("ready", flush=True)
        while True:
            time.sleep(1)
