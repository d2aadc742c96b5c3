"""What somebody may send who means no good, or whose program is broken: bytes for addresses, forms and headers."""

from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

MARK = "zqx"  # in no template and no text of the site
MARKUP = [
    f"<{MARK}>",
    f'"{MARK}=',
    f"'{MARK}=",
    f'"><script>{MARK}</script>',
    f"</title><{MARK}",
    f"{{{{ {MARK} }}}}",
    f"{{% {MARK} %}}",
    f"javascript:{MARK}",
]
BROKEN = [
    b"\x00",
    b"a\x00b",
    b"\xff\xfe",
    b"\xc0\xaf",  # an overlong /
    b"\xed\xa0\x80",  # a lone surrogate
    b"\xf4\x90\x80\x80",  # beyond Unicode
    "\u202e\u2066".encode(),
    "²".encode(),
    "٣".encode(),
    b"9" * 5000,
    b"-1",
    b"1e309",
    b"NaN",
    b"0x10",
    b"%",
    b"%zz",
    b"../../etc/passwd",
    b"//evil.example/",
    b"\\\\evil.example",
    b"' OR 1=1 --",
    b"1; SELECT pg_sleep(9)",
    b"\r\nSet-Cookie: a=b",
    b"A" * 3000,
    b"[" * 500,
    b"(a+)+$",
    b"",
    b" ",
]

words = st.one_of(
    st.sampled_from([text.encode() for text in MARKUP]),
    st.sampled_from(BROKEN),
    st.text(max_size=30).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=20),
    st.integers().map(lambda number: str(number).encode()),
)


def values(*known):
    """Values that the site knows, and others."""
    return st.one_of(st.sampled_from([value.encode() for value in known]), words) if known else words


def quoted(pairs):
    """[(bytes, bytes), …] as a query or the body of a form, byte for byte."""
    return "&".join(
        f"{quote_from_bytes(name, safe='')}={quote_from_bytes(value, safe='')}" for name, value in pairs
    )
