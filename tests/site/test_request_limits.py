"""What no browser sends: too much, too long, not text. A cleaned page or a refusal, never an error of ours."""

import re
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.test import Client

from config import wsgi
from config.request_limits import MOST_BYTES, MOST_BYTES_AT_DESK
from tests.site.canary import NAMES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

PAGES = [
    "", "about/", "conditions/bone-metastases/", "glossary/", "specialists/", "clinics/", "map/specialists/",
    "suggestions/clinics/", "shortlist/", "shortlist/konsil.csv", "shortlist/konsil.vcf",
    "specialists/zoltan-kerekeshazi/", "specialists/zoltan-kerekeshazi/correction/",
]  # fmt: skip
CORRECTION = "/en/specialists/zoltan-kerekeshazi/correction/?fact=other"
FORM = "application/x-www-form-urlencoded"
ODD = {
    "NUL": "%00",
    "a lone surrogate": "%ED%A0%80",
    "an overlong slash": "%C0%AF",
    "beyond Unicode": "%F4%90%80%80",
    "no UTF-8": "%FF%FE",
    "half an escape": "%e",
    "a line break": "%0D%0ASet-Cookie:%20x=1",
    "right to left": "%E2%80%AE",
    "five thousand nines": "9" * 5000,
    "a small two": quote("²"),
    "a negative": "-1",
    "nothing": "0",
    "a fraction": "1e9",
    "no number": "NaN",
    "markup": quote("<script>alert(1)</script>"),
    "a template": quote("{{ settings.SECRET_KEY }}"),
    "SQL": quote("' OR 1=1 --"),
    "a path": quote("../../etc/passwd"),
}
odd = pytest.mark.parametrize("value", ODD.values(), ids=ODD)


def browser(**headers):
    return Client(headers=headers)  # an exception of ours ends the test


def asked(address, **headers):
    """The status, of an answer that was read to its end."""
    response = browser(**headers).get(address)
    if response.streaming:
        assert b"".join(response.streaming_content) is not None
    return response.status_code


@odd
@pytest.mark.parametrize("page", PAGES)
def test_an_odd_value_in_every_parameter_is_cleaned_or_refused(page, value):
    question = "&".join(f"{name}={value}" for name in NAMES)
    assert asked(f"/en/{page}?{question}") in (200, 302, 400)


@odd
@pytest.mark.parametrize("name", ["page", "radius", "sort", "fact", "near", "q"])
def test_an_odd_value_in_one_parameter_is_a_page(name, value):
    assert asked(f"/en/specialists/?near=M%C3%BCnchen&{name}={value}") == 200


@odd
def test_an_odd_path_is_unknown(value):
    paths = [f"/{value}", f"/{value}/specialists/", f"/en/{value}/", f"/en/specialists/{value}/"]
    paths += [f"/preview/{value}/de/", f"/media/portraits/{value}.jpg", f"/static/{value}", f"/admin/{value}/"]
    assert {asked(path) for path in paths} <= {302, 400, 404}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("number", [1001, 10_000])
def test_a_parameter_repeated_without_end_is_not_read(page, number):
    assert asked(f"/en/{page}?" + "country=DE&" * number) in (200, 400)


@pytest.mark.parametrize("name", NAMES)
def test_a_thousand_values_are_a_page(name):
    assert asked("/en/specialists/?" + "&".join(f"{name}=value-{n}" for n in range(1000))) == 200


ODD_HEADERS = {
    "accept-language": ["*" * 5000, "de-" * 3000, "\xff\xfe", ";;,,", "de;q=1.5,en;q=-1", f"{'a' * 600},de"],
    "cookie": ["=" * 5000, "__Host-session=x; sessionid=" + "y" * 5000, "sessionid=\xff", "csrftoken=' OR 1=1"],
    "x-real-ip": ["x", "1.2.3.4, 5.6.7.8", "::" * 500, "fe80::1%eth0", "999.1.1.1"],
    "if-none-match": ['"', "*", 'W/"x"', "x" * 5000],
    "if-modified-since": ["x", "Sun, 99 Nov 9999 99:99:99 GMT", "9" * 5000],
    "range": ["bytes=9-1", "bytes=0-" + "9" * 5000, "x"],
    "accept-encoding": ["br;q=0", "\xff", "gzip;q=" + "9" * 5000],
    "origin": ["http://[bad", "null", "\xff"],
    "referer": ["\xff", "http://[bad", "x" * 5000],
}


@pytest.mark.parametrize("address", ["/", "/en/specialists/?country=DE", "/nowhere", "/admin/login/", "/static/x"])
@pytest.mark.parametrize("name", ODD_HEADERS)
def test_an_odd_header_changes_nothing(address, name):
    wanted = asked(address)
    assert {asked(address, **{name: value}) for value in ODD_HEADERS[name]} <= {wanted, 304, 416}


@pytest.mark.parametrize(
    "host",
    ["evil.example", "testserver:x", "[::1", "testserver@evil.example", "testserver:80:80", "a" * 5000],
)
@pytest.mark.parametrize("address", ["/", "/en/specialists/?country=DE", "/en/about", "/healthz", "/admin/"])
def test_a_foreign_host_is_refused(host, address):
    response = Client(raise_request_exception=False).get(address, headers={"host": host})
    assert (response.status_code, host in response.content.decode()) == (400, False)


def test_another_host_in_a_header_of_proxies_is_not_believed():
    html = browser(**{"x-forwarded-host": "evil.example"}).get("/en/about/").content.decode()
    assert "evil.example" not in html


# Charsets that a header may name


@pytest.mark.parametrize("charset", ["rot13", "base64", "zlib", "punycode", "undefined", "utf-16", "x" * 5000])
@pytest.mark.parametrize("address", ["/en/specialists/?q=x", CORRECTION, "/admin/login/?next=x"])
def test_a_charset_in_a_header_is_not_believed(charset, address, monkeypatch):
    monkeypatch.setattr("django.test.client.WSGIRequest", wsgi.Request)  # as the web server makes them
    assert Client().get(address, CONTENT_TYPE=f"text/plain; charset={charset}").status_code == 200
    multipart = b'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\nx\r\n--x--\r\n'
    for kind, body in {FORM: b"token=x", "multipart/form-data; boundary=x": multipart}.items():
        response = Client().post(address, body, content_type=kind, CONTENT_TYPE=f"{kind}; charset={charset}")
        assert response.status_code in (200, 400, 405, 413)


def test_the_web_server_is_given_such_requests():
    assert wsgi.application.request_class is wsgi.Request


# What is not there


@pytest.mark.parametrize(
    "path",
    [
        *("/static/", "/static/css/", "/media/", "/media/portraits/", "/.well-known/"),
        *("/.git/config", "/.env", "/manage.py", "/config/settings/base.py", "/static/../manage.py"),
        *(
            "/static/..%2fmanage.py",
            "/media/portraits/..%2f..%2fsecret-key",
            "/docs/security.md",
            "/server-status",
        ),
    ],
)
def test_no_folder_is_listed_and_no_file_served_that_is_not_meant_to_be(path):
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("path", ["/en/about/", "/admin/login/", "/healthz", CORRECTION])
@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "DELETE", "PROPFIND"])
def test_methods_that_no_page_has_do_nothing_and_repeat_nothing(path, method):
    response = Client(headers={"x-secret": "canary"}).generic(method, path, b"canary")
    assert (response.status_code, b"canary" in response.content) == (405, False)


# How much is read


def sized(path, length):
    """The status of a form that claims this length; one whose length is a number has it, up to a point."""
    body = b"x" * min(int(length[:9]), MOST_BYTES) if length.isdecimal() else b"x"
    return Client().post(path, body, content_type=FORM, CONTENT_LENGTH=length).status_code


@pytest.mark.parametrize("path", ["/en/about/", "/", "/nowhere/", CORRECTION, "/csp-report/"])
def test_a_large_request_is_refused_unread(path):
    assert sized(path, str(MOST_BYTES + 1)) == 413
    assert sized(path, "9" * 5000) == 413
    assert sized(path, str(MOST_BYTES)) != 413


def test_the_desk_takes_the_files_of_imports_and_no_more():
    assert sized("/admin/login/", str(MOST_BYTES_AT_DESK + 1)) == 413
    assert sized("/admin/login/", str(MOST_BYTES_AT_DESK)) != 413


@pytest.mark.parametrize("length", ["x", "-1", "²", "1e3"])
def test_a_length_that_is_none_is_refused(length):
    assert sized("/en/about/", length) == 400


def test_too_large_a_request_is_explained_in_the_readers_language():
    response = Client().post("/fr/about/", b"", content_type=FORM, CONTENT_LENGTH=str(MOST_BYTES + 1))
    assert re.findall(r"<h1>([^<]+)</h1>", response.content.decode()) == ["C’est trop long à lire"]


@odd
def test_an_odd_value_in_every_field_of_a_form_is_no_error(value):
    names = ("token", "remark", "source", "reply_to", "subject")
    body = "&".join(f"{name}={value}" for name in names)
    assert Client().post(CORRECTION, body, content_type=FORM).status_code in (200, 400)
    login = f"username={value}&password={value}&next={value}"
    assert Client().post("/admin/login/", login, content_type=FORM).status_code in (200, 429)


# No way leads to another site


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "//evil.example/",
        "//evil.example/en/about",
        "/\\evil.example",
        "/\\\\evil.example/en/about",
        "/%5C%5Cevil.example",
        "/%09/evil.example",
        "/%2F%2Fevil.example/en/about",
        "///evil.example/%2e%2e",
        "/en//evil.example",
        "/en/\\evil.example",
        "/en/about?next=//evil.example",
        "/?next=//evil.example",
        "/admin//evil.example",
        "/admin/login/?next=//evil.example",
        "/admin/?next=https://evil.example",
        "/admin/sign-in/code/?next=//evil.example",
    ],
)
@pytest.mark.parametrize("language", ["de", "//evil.example", "\\\\evil.example"])
def test_no_address_leads_to_another_site(path, language):
    response = Client(headers={"accept-language": language}).generic("GET", path)
    leads_to = urljoin("http://testserver/", response.headers.get("Location", "").replace("\\", "/"))
    assert urlsplit(leads_to).netloc == "testserver"


@pytest.mark.parametrize(
    "path", ["//evil.example/?q=x", "/en/nowhere//evil.example/", "/en/about/?next=//evil.example"]
)
def test_no_link_of_a_page_leads_to_another_site(path):
    html = Client().generic("GET", path).content.decode()
    assert re.findall(r'(?:href|action|src)="(?:https?:)?[/\\]{2}evil', html) == []
