"""What machines next door ask."""

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder


def test_the_process_is_alive_without_its_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_says_that_database_and_schema_are_there(client):
    response = client.get("/readyz")
    told = {"database": "ok", "migrations": "ok", "lists": "answered by bitmaps", "mail": "in time"}
    assert (response.status_code, response.json()) == (200, told)


@pytest.mark.django_db
def test_not_ready_while_migrations_are_missing(client):
    MigrationRecorder.Migration.objects.filter(app="directory").delete()
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"database": "ok", "migrations": "missing"})


@pytest.fixture(params=[OperationalError, InterfaceError])
def silence(request, monkeypatch):
    """Nothing can be asked of the database, not even a transaction."""

    def refuse(*args, **kwargs):
        raise request.param("could not connect")

    monkeypatch.setattr(connection, "cursor", refuse)


@pytest.mark.usefixtures("silence")
@pytest.mark.django_db
@pytest.mark.parametrize("atomic", [False, True])
def test_only_the_database_is_ill_when_it_is_silent(client, monkeypatch, atomic):
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", atomic)
    assert client.get("/healthz").status_code == 200
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"database": "unreachable"})


@pytest.mark.django_db
def test_a_portrait_that_does_not_exist_is_not_found(client):
    assert client.get("/media/portraits/nobody.jpg").status_code == 404
