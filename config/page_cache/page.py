"""A page as it is kept: compressed, with its headers, and of which moment it is."""

import functools
import gzip
import json
import re
from dataclasses import dataclass
from hashlib import blake2b

import brotli
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

# {name in headers: (compress, decompress)}; of what a client reads, the first is sent
CODINGS = {
    "br": (functools.partial(brotli.compress, mode=brotli.MODE_TEXT, quality=5), brotli.decompress),
    "gzip": (functools.partial(gzip.compress, compresslevel=6, mtime=0), gzip.decompress),
}
NONE = r"\s*;\s*q=0(?:\.0*)?\s*(?:,|$)"
ACCEPTED = {coding: re.compile(rf"\b{coding}\b(?!{NONE})") for coding in CODINGS}


@dataclass(frozen=True)
class Page:
    """`moment` says of which data and day it is; "" where it is not to be kept."""

    moment: str
    tag: str
    headers: dict[str, str]
    coding: str
    compressed: bytes

    @classmethod
    def of(cls, response, coding, moment=""):
        tag = blake2b(response.content, digest_size=16).hexdigest()
        patch_vary_headers(response, ["Accept-Encoding"])
        compress, _ = CODINGS[coding]
        return cls(moment, tag, dict(response.items()), coding, compress(response.content))

    @classmethod
    def from_bytes(cls, kept):
        head, _, compressed = kept.partition(b"\n")
        return cls(*json.loads(head), compressed)

    def to_bytes(self):
        """Data alone: reading it back runs nothing, whoever wrote it."""
        return json.dumps([self.moment, self.tag, self.headers, self.coding]).encode() + b"\n" + self.compressed

    def answer(self, request):
        response, etag = HttpResponse(headers=self.headers), f'"{self.tag}"'
        if accepted_by(request):
            response.content = self.compressed
            response.headers["Content-Encoding"] = self.coding
            etag = f"W/{etag}"
        else:
            _, decompress = CODINGS[self.coding]
            response.content = decompress(self.compressed)
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response)


def accepted_by(request):
    """How the client wants a page compressed; "" where it does not."""
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    return next((coding for coding, pattern in ACCEPTED.items() if pattern.search(accepted)), "")


def is_whole(response):
    """Whether it is a page as everybody gets it: no error, no file, nothing for one reader."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and response.headers.get("Content-Type", "").startswith("text/html")
        and "no-store" not in response.headers.get("Cache-Control", "")
        and not response.has_header("Vary")
    )
