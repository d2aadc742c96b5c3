"""No link on the site leads nowhere, and references are linked both ways."""

import re
from collections import deque
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from django.test import Client

from tests.content import PAGES, first_visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

LINK = re.compile(r'<(?:a|link|script|img)\b[^>]*?\s(?:href|src)="([^"]+)"')
ID = re.compile(r'\sid="([^"]+)"')
QUESTION = re.compile(r"\?(?!page=\d+$)")
STATEMENT = re.compile(r"/correction/\?fact=|/enquiry/|/objection/")  # a dozen forms a listing, alike for all
KEEPING = re.compile(r"[?&](?:specialist|clinic)=")  # the same page once more for every card on it
MANY = 600
ONE_OF_EACH = [PAGES["specialist"], PAGES["clinic"]]
KEPT = ONE_OF_EACH[0].split("/")[1]
TEXTS = [PAGES["condition"], PAGES["therapy"], "therapies/surgery/", "therapies/radionuclide-therapy/"]


def links_of(address, html):
    """(address, mark) of each link to this site on the page."""
    for link in LINK.findall(html):
        target, mark = urldefrag(urljoin(f"http://testserver{address}", link.replace("&amp;", "&")))
        parts = urlsplit(target)
        if parts.netloc == "testserver" and parts.scheme == "http":
            yield parts._replace(scheme="", netloc="").geturl(), unquote(mark)


def crawl(start):
    """All pages of one language, and each question that they ask of a list.

    Returns {address: (status, ids)} and {(page, linked address, linked mark)}.
    """
    visited, marks, waiting = {}, set(), deque([start])
    while waiting:
        address = waiting.popleft()
        if address in visited:
            continue
        assert len(visited) < MANY
        response = Client().get(address, follow=True)
        is_page = response.headers["Content-Type"].startswith("text/html")
        html = b"".join(response).decode() if is_page or response.streaming else ""
        visited[address] = (response.status_code, set(ID.findall(html)))
        if not is_page or QUESTION.search(address):
            continue  # the answers to a question ask more of them, without end
        for target, mark in links_of(address, html):
            if STATEMENT.search(target) and not target.startswith(tuple(f"{start}{path}" for path in ONE_OF_EACH)):
                continue
            if KEEPING.search(target) and KEPT not in target:
                continue
            if target.startswith((start, "/static/", "/admin/")):
                waiting.append(target)
                if mark:
                    marks.add((address, target, mark))
    return visited, marks


@pytest.fixture(scope="module", params=["de", "en"])
def site(request, content, django_db_blocker):
    with django_db_blocker.unblock():
        return crawl(f"/{request.param}/")


def test_every_link_leads_to_a_page(site):
    visited, _ = site
    assert len(visited) > 200
    assert {address: status for address, (status, _) in visited.items() if status != 200} == {}


def test_every_link_into_a_page_finds_its_mark(site):
    visited, marks = site
    assert len(marks) > 50
    broken = [(page, target, mark) for page, target, mark in sorted(marks) if mark not in visited[target][1]]
    assert broken == []


@pytest.mark.parametrize("path", TEXTS)
@pytest.mark.parametrize("language", ["de", "en", "fr", "it"])
def test_citations_and_references_link_both_ways(language, path):
    html = first_visit(f"/{language}/{path}").html
    listed = re.findall(r'<li id="ref-([\w-]+)" value="(\d+)">(.*?)</li>', html, re.DOTALL)
    cited = re.findall(r'<a href="#ref-([\w-]+)" id="(cite-[\w-]+)"[^>]*>(\d+)</a>', html)
    numbers = {key: number for key, number, _ in listed}
    backlinks = [mark for _, _, entry in listed for mark in re.findall(r'href="#(cite-[\w-]+)"', entry)]
    assert len(cited) > 3
    assert [number for _, number, _ in listed] == [str(number) for number in range(1, len(listed) + 1)]
    assert [(key, number) for key, _, number in cited if numbers.get(key) != number] == []
    assert sorted(mark for _, mark, _ in cited) == sorted(backlinks)


@pytest.mark.parametrize("path", TEXTS)
@pytest.mark.parametrize("language", ["de", "en", "fr", "it"])
def test_references_are_numbered_by_first_use(language, path):
    html = first_visit(f"/{language}/{path}").html
    in_order = re.findall(r'<a href="#ref-[\w-]+" id="cite-[\w-]+"[^>]*>(\d+)</a>', html)
    first_uses = list(dict.fromkeys(int(number) for number in in_order))
    assert first_uses == list(range(1, len(first_uses) + 1))
