import pytest

from directory.filtering.bitmaps import loading


@pytest.fixture
def reads(monkeypatch):
    """[one entry for each time that everything was read]"""
    found, load = [], loading.load

    def counting():
        found.append("read")
        return load()

    monkeypatch.setattr(loading, "load", counting)
    return found
