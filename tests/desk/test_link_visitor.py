"""Other people's sites are asked politely, and nothing of our own network is."""

import pytest

from desk import link_visitor
from desk.link_visitor import Answer, LinkVisitor, is_public
from desk.models.link_check import Outcome
from tests.desk.web_server import serving


@pytest.fixture
def site():
    with serving() as site:
        yield site


def visitor(**options):
    """One that may connect to this machine."""
    return LinkVisitor("Konsil", **{"is_allowed": lambda ip: ip == "127.0.0.1", "pause": 0, **options})


@pytest.mark.parametrize("status", [200, 204, 401, 403, 429])
def test_an_address_is_there_also_where_programs_are_not_wanted(site, status):
    site.answers["/x"] = status
    assert visitor().visit(f"{site.url}/x") == Answer(Outcome.ANSWERED, status)


@pytest.mark.parametrize("status", [400, 404, 410, 500, 503])
def test_an_error_is_a_failure(site, status):
    site.answers["/x"] = status
    assert visitor().visit(f"{site.url}/x") == Answer(Outcome.REFUSED, status)


def test_what_answers_is_asked_for_its_head_only(site):
    visitor().visit(f"{site.url}/a%20b?c=d#e")
    assert site.asked == [("HEAD", "/a%20b?c=d")]


@pytest.mark.parametrize("answer", [404, 405, 500, "nothing"])
def test_a_server_without_heads_is_asked_for_the_page(site, answer, monkeypatch):
    monkeypatch.setattr(link_visitor, "TIMEOUT", 0.2)
    site.answers["HEAD /x"] = answer
    assert visitor().visit(f"{site.url}/x") == Answer(Outcome.ANSWERED, 200)
    assert site.asked == [("HEAD", "/x"), ("GET", "/x")]


def test_it_says_who_asks_and_takes_no_cookie(site):
    site.answers["/x"] = (302, "/y")
    visitor().visit(f"{site.url}/x")
    host = site.url.removeprefix("http://")
    assert (
        site.headers
        == [{"Host": host, "Accept-Encoding": "identity", "User-Agent": "Konsil", "Accept": "*/*"}] * 2
    )


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(site, status):
    site.answers |= {"/x": (status, "/y/é".encode().decode("latin-1")), "/y/%C3%A9": 404}
    assert visitor().visit(f"{site.url}/x") == Answer(Outcome.REFUSED, 404)


def test_redirects_end(site):
    site.answers["/x"] = (302, "/x")
    assert visitor().visit(f"{site.url}/x") == Answer(Outcome.REDIRECTS)
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    "location",
    ["http://169.254.169.254/latest/", "http://[::1]:1/", "http://10.0.0.1/", "file:///etc/passwd", "ftp://a.b/"],
)
def test_a_redirect_leads_nowhere_that_is_not_public(site, location):
    site.answers["/x"] = (302, location)
    assert visitor().visit(f"{site.url}/x") == Answer(Outcome.NOT_PUBLIC)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_not_asked(site, host):
    port = site.url.rpartition(":")[2]
    assert LinkVisitor("Konsil").visit(f"http://{host}:{port}/x") == Answer(Outcome.NOT_PUBLIC)
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),  # noqa: S104 - asked about, not bound to
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::5db8:d822", True),
    ],
)
def test_which_ip_addresses_are_public(address, public):
    assert is_public(address) == public


@pytest.mark.parametrize("address", ["http://", "http://[", "ftp://a.b/", "http://a.b:99999/", "x"])
def test_what_is_no_web_address_is_not_asked(address):
    assert visitor().visit(address).outcome == Outcome.NOT_PUBLIC


def test_a_name_that_nobody_has(monkeypatch):
    assert visitor().visit("http://nobody.invalid/").outcome == Outcome.NO_NAME


def test_a_server_that_does_not_answer(site, monkeypatch):
    monkeypatch.setattr(link_visitor, "TIMEOUT", 0.2)
    site.answers["/x"] = "nothing"
    assert visitor().visit(f"{site.url}/x") == Answer(Outcome.NO_ANSWER)


def test_a_server_that_answers_too_slowly_is_cut_short(site, monkeypatch):
    monkeypatch.setattr(link_visitor, "LONGEST", 0.2)
    site.answers["/x"] = "nothing"
    assert visitor().visit(f"{site.url}/x") == Answer(Outcome.NO_ANSWER)


def test_a_port_where_nobody_is(site):
    assert visitor().visit("http://127.0.0.1:1/") == Answer(Outcome.NO_ANSWER)
    assert visitor().visit(site.url.replace("http:", "https:")) == Answer(Outcome.NO_ANSWER)


def test_one_host_is_given_a_rest(site):
    patient = visitor(pause=0.3)
    for path in "abc":
        patient.visit(f"{site.url}/{path}")
    assert [later - earlier >= 0.29 for earlier, later in zip(site.times, site.times[1:], strict=False)] == [
        True,
        True,
    ]
