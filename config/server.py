"""The web server of ./run: gunicorn in this process, on a socket that is bound before anything else is done."""

import errno
import os
import socket
import time

from django.conf import settings
from django.db import connections
from gunicorn.app.base import Application

from . import background

ATTEMPTS = 12  # of 0.3 seconds: after kill -9 of a server, its workers hold the address a little longer


class CannotListenError(Exception):
    """The message says why, and what to do."""


def listen(host, port):
    """A socket bound to the address, but not open yet."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _bind(host, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or attempt == ATTEMPTS:
                raise CannotListenError(_explanation(error, host, port)) from error
            time.sleep(0.3)
    raise AssertionError("the last attempt returns or raises")


def _bind(host, port):
    family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError:
        bound.close()
        raise
    return bound


def _explanation(error, host, port):
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken, perhaps by this site running already. Another one: PORT={port + 1} ./run"
    if error.errno == errno.EACCES:
        return f"Port {port} is for root only. Choose one above 1023: PORT=8000 ./run"
    return f"HOST={host} is not an address of this machine ({error.strerror}). Usual are 127.0.0.1 and 0.0.0.0."


def url(bound):
    host, port = bound.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 it is asked, not set
        host = "localhost"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


class Server(Application):
    def __init__(self, bound, when_ready):
        self.descriptor = bound.detach()  # gunicorn closes it
        self.when_ready = when_ready
        super().__init__()

    def load_config(self):
        self.load_config_from_file(str(settings.BASE_DIR / "gunicorn.conf.py"))
        self.cfg.set("bind", f"fd://{self.descriptor}")
        self.cfg.set("when_ready", lambda arbiter: self.when_ready())
        self.cfg.set("post_worker_init", _start_background)
        self.cfg.set("worker_exit", _finish_background)

    def load(self):
        from config.wsgi import application  # not before the settings are known

        return application


def _start_background(worker):
    worker.finish_background = background.start()


def _finish_background(server, worker):
    worker.finish_background()


def serve(bound, when_ready):
    """Serve until a signal; then give the database back, and return when it has stopped with its last user."""
    connections.close_all()  # the workers are forked from this process and must not share them
    master = os.getpid()
    try:
        Server(bound, when_ready).run()
    finally:
        database = settings.DATABASES["default"].get("EMBEDDED")
        if database and os.getpid() == master:
            database.release()
