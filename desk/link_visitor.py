"""Asks other people's sites whether a web address still leads somewhere; politely, and never into our own network.

Only http and https, no cookies, no more of an answer than its head. A name is looked up once, its IP addresses are
checked to be public, and it is these that are connected to: a name that changes its mind leads nowhere either.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from .models.link_check import Outcome

TIMEOUT = 10  # seconds without a sign of life
LONGEST = 30  # seconds for one answer, however slowly it drips
PAUSE = 2  # seconds between two requests to one host
MOST_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
NOT_FOR_PROGRAMS = {401, 402, 403, 405, 406, 407, 429, 451, 999}  # somebody is there, and wants to see a person
TRANSLATED_IPV4 = ipaddress.ip_network("64:ff9b::/96")
SAFE_IN_PATHS = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True)
class Answer:
    outcome: Outcome
    status: int | None = None


class FailedError(Exception):
    def __init__(self, outcome):
        super().__init__(outcome)
        self.answer = Answer(outcome)


def is_public(address):
    """Whether an IP address is one of the internet, and not of a network of ours."""
    ip = ipaddress.ip_address(address)
    if ip.version == 6:
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in TRANSLATED_IPV4:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner:
            return is_public(inner)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


class LinkVisitor:
    """Visits one address after the other. `is_allowed` says of an IP address whether it may be connected to."""

    def __init__(self, user_agent, *, is_allowed=is_public, pause=PAUSE):
        self.headers = {"User-Agent": user_agent, "Accept": "*/*"}
        self.is_allowed, self.pause = is_allowed, pause
        self.asked_at = {}  # {host: time.monotonic() of the last request}

    def visit(self, address):
        """The Answer of `address`, after redirects."""
        for _redirect in range(MOST_REDIRECTS + 1):
            try:
                status, location = self._head_or_get(address)
            except FailedError as failure:
                return failure.answer
            if status not in REDIRECTS or not location:
                is_there = status < 400 or status in NOT_FOR_PROGRAMS
                return Answer(Outcome.ANSWERED if is_there else Outcome.REFUSED, status)
            address = urljoin(address, location)
        return Answer(Outcome.REDIRECTS)

    def _head_or_get(self, address):
        """(status, Location). Some servers know no HEAD, answer it wrongly, or hang up."""
        try:
            status, location = self._request("HEAD", address)
        except FailedError as failure:
            if failure.answer.outcome != Outcome.NO_ANSWER:
                raise
        else:
            if status < 400:
                return status, location
        return self._request("GET", address)

    def _request(self, method, address):
        scheme, host, port, target = _parts(address)
        connection = _Connection(host, port, self._looked_up(host, port), scheme)
        self._wait_for(host)
        timer = threading.Timer(LONGEST, connection.cut)
        timer.start()
        try:
            connection.request(method, target, headers=self.headers)
            response = connection.getresponse()
            return response.status, _as_sent(response.headers.get("Location", ""))
        except ssl.SSLCertVerificationError as error:
            raise FailedError(Outcome.CERTIFICATE) from error
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise FailedError(Outcome.NO_ANSWER) from error
        finally:
            timer.cancel()
            connection.close()

    def _looked_up(self, host, port):
        """The IP addresses of `host`; one that is not allowed spoils them all."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise FailedError(Outcome.NO_NAME) from error
        addresses = list(dict.fromkeys(sockaddr[0] for *_family, sockaddr in found))
        if not all(self.is_allowed(address) for address in addresses):
            raise FailedError(Outcome.NOT_PUBLIC)
        return addresses

    def _wait_for(self, host):
        free_at = self.asked_at.get(host, -self.pause) + self.pause
        time.sleep(max(0, free_at - time.monotonic()))
        self.asked_at[host] = time.monotonic()


def _parts(address):
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        host = parts.hostname.encode("idna").decode()
    except (ValueError, KeyError, AttributeError) as error:
        raise FailedError(Outcome.NOT_PUBLIC) from error
    path = quote(parts.path or "/", safe=SAFE_IN_PATHS)
    return parts.scheme, host, port, f"{path}?{quote(parts.query, safe=SAFE_IN_PATHS)}" if parts.query else path


def _as_sent(header):
    """http.client reads headers as Latin-1; addresses are in UTF-8, if they are not ASCII."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


class _Connection(http.client.HTTPConnection):
    """To the first of `addresses` that takes it, under the name of the host."""

    def __init__(self, host, port, addresses, scheme):
        super().__init__(host, port, timeout=TIMEOUT)
        self.addresses, self.is_secure = addresses, scheme == "https"
        self.default_port = 443 if self.is_secure else 80  # else it would stand in the Host header

    def connect(self):
        for address in self.addresses:
            try:
                self.sock = socket.create_connection((address, self.port), self.timeout)
                break
            except OSError:
                if address == self.addresses[-1]:
                    raise
        if self.is_secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def cut(self):
        """End a read that waits, which closing does not."""
        with suppress(OSError, AttributeError):  # it may be over already
            self.sock.shutdown(socket.SHUT_RDWR)
