"""What machines next door ask."""

import pytest
from django.db import OperationalError, connection
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


@pytest.mark.django_db
def test_not_ready_without_database(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("could not connect")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"database": "unreachable"})


@pytest.mark.django_db
def test_a_portrait_that_does_not_exist_is_not_found(client):
    assert client.get("/media/portraits/nobody.jpg").status_code == 404
