"""Where REDIS_URL is set, web servers share their pages; where that Redis fails, nobody notices."""

import os
import socket
import time
from contextlib import contextmanager

import pytest
from django.test import Client

from config import environment
from config.environment import NotConfiguredError
from config.page_cache import middleware
from config.page_cache.store import Store
from directory.filtering.engine import Engine
from tests.site.redis_server import redis_server

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

LIST = "/en/specialists/?country=CH"
MOST = 1.0  # seconds for a page, on a busy machine


@pytest.fixture
def use(settings, monkeypatch):
    """Keep pages in the Redis at an address."""

    def _use(url):
        Engine()  # stores the bitmaps, which moves the version once
        settings.CACHES = {**settings.CACHES, "pages": environment.page_cache(url)}
        monkeypatch.setattr(middleware, "store", Store())

    return _use


@contextmanager
def silent_server():
    """Takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def test_a_page_is_kept_in_redis(use, django_assert_num_queries):
    with redis_server() as server:
        use(server.url)
        rendered = Client().get(LIST)
        with django_assert_num_queries(1):
            again = Client().get(LIST)
    assert again.content == rendered.content
    assert (len(server.kept), server.seconds) == (1, {b"3600"})


def test_what_is_kept_says_of_no_reader_what_was_asked(use):
    with redis_server() as server:
        use(server.url)
        for question in ("q=metastases", "near=Basel", "specialist=zoltan-kerekeshazi", "country=Switzerland"):
            Client().get(f"/en/specialists/?{question}")
        assert server.kept == {}
        Client().get(LIST)
    (key,) = server.kept
    assert [word for word in (b"country", b"specialists", b"CH") if word in key] == []


def test_what_redis_says_is_data_and_nothing_is_run(use):
    with redis_server() as server:
        use(server.url)
        rendered = Client().get(LIST)
        (key,) = server.kept
        server.kept[key] = b"cos\nsystem\n(S'exit'\ntR."  # a pickle that would run a program
        assert Client().get(LIST).content == rendered.content


@pytest.mark.skipif("KONSIL_REDIS" not in os.environ, reason="KONSIL_REDIS is not the address of a Redis to try")
def test_a_page_is_kept_in_a_real_redis(use, django_assert_num_queries):
    use(os.environ["KONSIL_REDIS"])
    rendered = Client().get(LIST)
    with django_assert_num_queries(1):
        assert Client().get(LIST).content == rendered.content


def test_without_its_redis_a_page_is_rendered(use, caplog):
    use(closed_port())
    start = time.monotonic()
    assert [Client().get(LIST).status_code for _ in range(3)] == [200] * 3
    assert time.monotonic() - start < 3 * MOST
    (told,) = [record.getMessage() for record in caplog.records if record.name == "config.page_cache.store"]
    assert told == "The page cache fails (ConnectionError); pages are rendered."


def test_a_redis_that_does_not_answer_is_not_waited_for_again(use, caplog):
    with silent_server() as url:
        use(url)
        assert [Client().get(LIST).status_code for _ in range(3)] == [200] * 3
    (told,) = [record.getMessage() for record in caplog.records if record.name == "config.page_cache.store"]
    assert told == "The page cache fails (TimeoutError); pages are rendered."


def test_a_redis_that_is_back_is_asked_again(use, monkeypatch):
    monkeypatch.setattr("config.page_cache.store.PAUSE", 0)
    with redis_server() as server:
        use(server.url)
        server.is_out_of_memory = True
        assert Client().get(LIST).status_code == 200
        assert server.kept == {}
        server.is_out_of_memory = False
        Client().get(LIST)
        assert len(server.kept) == 1


@pytest.mark.parametrize("url", ["memcached://host", "host:6379", "http://user:secret@host"])
def test_an_address_that_is_no_redis_is_refused_without_repeating_it(url):
    with pytest.raises(NotConfiguredError) as refusal:
        environment.page_cache(url)
    assert str(refusal.value) == "REDIS_URL must be the address of a Redis: redis://host:6379/0"
