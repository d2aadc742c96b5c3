"""Somebody else's site, on this machine: what it is asked, and what it answers."""

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """`answers` maps a path, or a method and a path, to a status or to (status, Location); else it is 200."""

    url: str = ""
    answers: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)  # [(method, path), …]
    headers: list = field(default_factory=list)
    times: list = field(default_factory=list)


@contextmanager
def serving():
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            site.asked.append((self.command, self.path))
            site.headers.append(dict(self.headers))
            site.times.append(time.monotonic())
            answer = site.answers.get(f"{self.command} {self.path}", site.answers.get(self.path, 200))
            if answer == "nothing":
                time.sleep(1)
                return
            status, location = answer if isinstance(answer, tuple) else (answer, None)
            self.send_response(status)
            self.send_header("Set-Cookie", "tracked=yes")
            if location:
                self.send_header("Location", location)
            self.end_headers()

        do_GET = do_HEAD = answer  # noqa: N815 - as http.server calls them

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()
