"""What holds for every answer, whatever was asked."""

import re
import time

import html5lib
from django.db import transaction
from html5lib.constants import E as MESSAGES

from .payloads import MARK

SECONDS = 3  # of this thread's processor time: how busy the machine is does not count
TAGS = re.compile(r"<[a-zA-Z!/][^>]*>")


class RollBackError(Exception):
    """Ends an example; what it stored is gone."""


def ask(client, method, address, body=None, **extra):
    """The answer to one request, checked; what it stored is taken back."""
    found = []
    try:
        with transaction.atomic():
            started = time.thread_time()
            if method == "POST":
                extra["content_type"] = extra.get("content_type", "application/x-www-form-urlencoded")
                found.append(client.generic("POST", address, body or b"", **extra))
            else:
                found.append(client.generic(method, address, **extra))
            found.append(time.thread_time() - started)
            raise RollBackError
    except RollBackError:
        pass
    response, seconds = found
    check(response, seconds)
    return response


def check(response, seconds=0):
    assert response.status_code < 500
    assert seconds < SECONDS
    assert not response.cookies
    location = response.headers.get("Location", "/")
    assert location.startswith("/"), location
    assert not location.startswith(("//", "/\\")), location
    if response.streaming or not response.content:
        return
    if response.headers["Content-Type"].startswith("text/html"):
        check_html(response.content.decode())


def check_html(html):
    assert [tag for tag in TAGS.findall(html) if is_raw(tag)] == []
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    if html.lstrip().lower().startswith("<!doctype"):
        parser.parse(html)
    else:  # a part of a page, fetched by its script
        parser.parseFragment(html)
    assert [(place, MESSAGES[code] % told) for place, code, told in parser.errors] == []


def is_raw(tag):
    """Whether a mark stands in a tag otherwise than inside a quoted value of an attribute."""
    return MARK in re.sub(r'"[^"]*"', "", tag)
