"""A page as it is kept: compressed, with its headers, and of which moment it is."""

import gzip
import json
import re
from dataclasses import dataclass
from hashlib import blake2b

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

LEVEL = 6  # of gzip
GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


@dataclass(frozen=True)
class Page:
    """`moment` says of which data and day it is; "" where it is not to be kept."""

    moment: str
    tag: str
    headers: dict[str, str]
    compressed: bytes

    @classmethod
    def of(cls, response, moment=""):
        tag = blake2b(response.content, digest_size=16).hexdigest()
        patch_vary_headers(response, ["Accept-Encoding"])
        return cls(moment, tag, dict(response.items()), gzip.compress(response.content, LEVEL, mtime=0))

    @classmethod
    def from_bytes(cls, kept):
        head, _, compressed = kept.partition(b"\n")
        return cls(*json.loads(head), compressed)

    def to_bytes(self):
        """Data alone: reading it back runs nothing, whoever wrote it."""
        return json.dumps([self.moment, self.tag, self.headers]).encode() + b"\n" + self.compressed

    def answer(self, request):
        response = HttpResponse(headers=self.headers)
        etag = f'"{self.tag}"'
        if GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            response.content = self.compressed
            response.headers["Content-Encoding"] = "gzip"
            etag = f"W/{etag}"
        else:
            response.content = gzip.decompress(self.compressed)
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response)


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
