"""What a reader can type, and where: a token in each field, filter, path and header of the site."""

import itertools
import socket
import time
from urllib.parse import urlencode

from directory.filtering.filterset import ListingFilterSet
from intake import effort, form_token
from tests.reader_forms import controls, names

CANARY = "canary7f3a"

# Every form of the site that a reader types into, and the desk's entrance: (address, fields). A new one is one
# line here. What is written behind a link, and at the desk, has tests of its own.
FORMS = [
    (
        "/en/specialists/zoltan-kerekeshazi/correction/?fact=phone",
        {
            "phone": f"+49 89 {CANARY}",
            "remark": f"I have {CANARY}.",
            "source": f"{CANARY} told me",
            "reply_to": f"{CANARY}@example.org",
        },
    ),
    (
        "/de/clinics/universitaetsklinikum-ahornfeld/correction/?fact=other",
        {"remark": f"{CANARY} ist falsch.", "source": CANARY, "reply_to": f"{CANARY}@example.org"},
    ),
    (
        "/fr/specialists/zoltan-kerekeshazi/enquiry/?condition=bone-metastases",
        {
            "writes_as": "relative",
            "message": f"Ma mère a {CANARY}.",
            "name": CANARY,
            "email": f"{CANARY}@example.org",
            "phone": "+49 30 23125 0789",
            "consent": "on",
        },
    ),
    (
        "/de/clinics/universitaetsklinikum-ahornfeld/objection/?subject=objection",
        {
            "writer": CANARY,
            "capacity": "self",
            "identity": CANARY,
            "text": f"Ich bin {CANARY}.",
            "reply_to": f"{CANARY}@example.org",
        },
    ),
    (
        "/fr/specialists/zoltan-kerekeshazi/objection/?subject=access",
        {"writer": CANARY, "capacity": "agent", "identity": CANARY, "reply_to": f"{CANARY}@example.org"},
    ),
    ("/en/contact/", {"text": CANARY, "reply_to": f"{CANARY}@example.org"}),
    ("/it/accessibility/feedback/", {"text": f"{CANARY} non si legge.", "reply_to": f"{CANARY}@example.org"}),
    ("/admin/login/", {"username": CANARY, "password": CANARY, "next": f"/admin/{CANARY}/"}),
]
NAMES = [*ListingFilterSet.base_filters, "page", "specialist", "clinic", "fact", CANARY]
LISTS = ["/en/specialists/", "/de/clinics/", "/fr/map/specialists/", "/it/suggestions/clinics/", "/en/shortlist/"]
QUESTIONS = [
    *(f"{path}?{urlencode({name: CANARY})}" for path in LISTS for name in NAMES),
    *(f"{path}?{urlencode(dict.fromkeys(NAMES, CANARY))}" for path in LISTS),
    f"/en/specialists/?q={CANARY}&near=M%C3%BCnchen&country=DE&page=2",
    f"/en/specialists/zoltan-kerekeshazi/?q={CANARY}",
    f"/healthz?q={CANARY}",
    f"/readyz?q={CANARY}",
]
PATHS = [
    f"/{CANARY}",
    f"/en/{CANARY}/",
    f"/en/specialists/{CANARY}/",
    f"/en/specialists/{CANARY}/correction/?fact=phone",
    f"/en/clinics/universitaetsklinikum-ahornfeld/correction/{CANARY}/",
    f"/en/conditions/{CANARY}/",
    f"/preview/{CANARY}/de/",
    f"/media/portraits/{CANARY}.jpg",
    f"/static/{CANARY}.css",
    f"/static/../{CANARY}",
    f"/en/enquiries/{CANARY}/sent/",
    f"/en/enquiries/mine/?key={CANARY}",
    f"/de/enquiries/read/?key={CANARY}:{CANARY}:{CANARY}",
    f"/en/letters/{CANARY}/",
    f"/admin/{CANARY}/",
    f"/admin/login/?next=/admin/{CANARY}/",
    f"/en/specialists/%3Fq={CANARY}",
    f"/en/%00{CANARY}%ED%A0%80/",
]
HEADERS = {
    "User-Agent": CANARY,
    "Referer": f"https://konsil.example.org/en/specialists/?q={CANARY}",
    "Origin": f"https://{CANARY}.example",
    "Accept": CANARY,
    "Accept-Language": f"de-{CANARY}, {CANARY}",
    "Accept-Encoding": CANARY,
    "Cookie": f"__Host-session={CANARY}; __Host-csrf={CANARY}; other={CANARY}",
    "Host": f"{CANARY}.example",
    "X-Real-IP": CANARY,
    "X-Forwarded-For": CANARY,
    "X-Forwarded-Host": f"{CANARY}.example",
    "If-None-Match": f'"{CANARY}"',
    "If-Modified-Since": CANARY,
    "Content-Type": f"{CANARY}; charset={CANARY}",
    "Authorization": f"Basic {CANARY}",
}
MALFORMED = [
    f"GET /en/specialists/?q={CANARY} with spaces HTTP/1.1\r\n\r\n",
    f"GET /en/?q={CANARY} HTTP/9.9\r\n\r\n",
    f"{CANARY} / HTTP/1.1\r\n\r\n",
    f"GET /en/ HTTP/1.1\r\n{CANARY} : x\r\n\r\n",
    f"GET /{CANARY * 500} HTTP/1.1\r\n\r\n",
    f"GET /en/ HTTP/1.1\r\nX: {CANARY * 1000}\r\n\r\n",
    f"POST /en/ HTTP/1.1\r\nContent-Length: {CANARY}\r\n\r\n",
    f"POST /en/ HTTP/1.1\r\nTransfer-Encoding: {CANARY}\r\n\r\n",
]


def opened_forms(server):
    """[(address, body, headers)]: each form as a browser sends it, to be sent when things are broken by then."""
    forms = [_opened(server, address, fields) for address, fields in FORMS]
    time.sleep(effort.SECONDS)  # nobody fills in a form faster
    return forms


def _opened(server, address, fields):
    status, headers, html = server.ask("GET", address)
    assert status == 200
    unknown = fields.keys() - names(html)
    assert not unknown, f"{address} has no {unknown}"
    known = controls(html)
    if "proof" in known:
        known["proof"] = _proof(known["token"])
    cookies = "; ".join(cookie.partition(";")[0] for cookie in headers.get_all("Set-Cookie", []))
    sent = {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"https://konsil.example.org{address}"}
    return address, urlencode({**known, **fields}), sent | ({"Cookie": cookies} if cookies else {})


def _proof(token):
    token = form_token.FormToken(token, "", 0)
    return next(number for number in map(str, itertools.count()) if effort.is_proven(token, number))


def ask_everything(server, forms):
    """All of it; the statuses of the forms."""
    for address in [*QUESTIONS, *PATHS]:
        server.ask("GET", address)
    for name, value in HEADERS.items():
        server.ask("GET", f"/en/specialists/?q={CANARY}", **{name: value})
        server.ask("POST", f"/en/about/?q={CANARY}", f"q={CANARY}", **{name: value})
    server.ask(CANARY.upper(), "/en/")
    for request in MALFORMED:
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
            connection.sendall(request.encode())
            connection.recv(1000)
    return [server.ask("POST", address, body, **headers)[0] for address, body, headers in forms]
