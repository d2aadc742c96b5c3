"""./run: what it says when something is missing, what it puts into a new site, that it stops and recovers."""

import ast
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tomllib
from importlib.machinery import SourceFileLoader
from urllib.request import urlopen

import pytest
from django.conf import settings
from packaging.requirements import Requirement

from config import server
from config.embedded_postgres import EmbeddedPostgres
from tests.browser import chromium
from tests.site.local_site import roles_connected, site

ROOT = settings.BASE_DIR
AS_PYTHON_3_9 = """
import runpy, sys
sys.version_info = (3, 9, 6)
sys.argv.pop(0)
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def run():
    loader = SourceFileLoader("run", str(ROOT / "run"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("run", loader))
    loader.exec_module(module)
    return module


def executable(path, script):
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return str(path)


# What is missing is named with what brings it.


def test_an_old_python_can_read_the_script():
    ast.parse((ROOT / "run").read_text(), feature_version=(3, 7))


def test_an_old_python_is_told_where_a_newer_one_comes_from(tmp_path):
    refused = subprocess.run(
        [sys.executable, "-c", AS_PYTHON_3_9, ROOT / "run"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 1
    assert "Python 3.11 or newer is needed" in refused.stderr
    assert "brew install python" in refused.stderr


def test_an_old_python_hands_over_to_a_newer_one(tmp_path):
    executable(tmp_path / "python3.13", "exit 127")  # as pyenv's, for a version that is not chosen
    executable(tmp_path / "python3.12", '[ "$1" = -c ] || echo "$*"')
    handed_over = subprocess.run(
        [sys.executable, "-c", AS_PYTHON_3_9, ROOT / "run", "check"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert handed_over.stdout == f"{ROOT / 'run'} check\n"


@pytest.fixture
def bare(run, monkeypatch, tmp_path):
    """A Python without ensurepip and pip, as Debian cuts it, and an ordinary user."""
    monkeypatch.setattr(run, "ENVIRONMENT", tmp_path / "env")
    monkeypatch.setattr(run, "PYTHON", tmp_path / "env" / "bin" / "python")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    return run


def test_without_pip_the_package_is_named(bare):
    with pytest.raises(SystemExit, match=r"apt install python3-venv"):
        bare.create_environment()


def test_without_pip_root_installs_the_package(bare, monkeypatch):
    installed = []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bare, "install_debian_packages", installed.append)
    with pytest.raises(SystemExit):
        bare.create_environment()
    assert installed == ["python{}.{}-venv".format(*sys.version_info)]


def test_without_ensurepip_this_pythons_own_pip_serves_the_environment(bare, monkeypatch):
    called = []
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name == "pip")
    monkeypatch.setattr(bare.subprocess, "check_call", lambda command, **options: called.append(command))
    bare.create_environment()
    assert called[-1][1:] == ["-m", "pip", "--python", str(bare.PYTHON), "install", "-qq", "pip"]


def test_missing_certificates_are_named(run, monkeypatch, tmp_path):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))

    assert "apt install ca-certificates" in run.about_certificates()


def test_an_environment_is_used_again_until_its_lock_changes(run, monkeypatch, tmp_path):
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "ENVIRONMENT", tmp_path)
    monkeypatch.setattr(run, "PYTHON", tmp_path / "python")
    (tmp_path / "a.lock").write_text("")
    executable(tmp_path / "python", "exit 0")

    assert run.pip_install("a.lock")
    (tmp_path / "a.lock").write_text("django==5.2")
    assert not run.is_installed("a.lock")


def test_a_browser_that_does_not_start_is_passed_over(monkeypatch, tmp_path):
    executable(tmp_path / "chromium", "echo install me with snap; exit 1")
    working = executable(tmp_path / "google-chrome", "echo Chromium 150")
    monkeypatch.delenv("KONSIL_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert chromium.find() == working


def test_a_browser_that_playwright_downloaded_is_found(monkeypatch, tmp_path):
    folder = tmp_path / "chromium_headless_shell-1255" / "chrome-headless-shell-linux64"
    folder.mkdir(parents=True)
    downloaded = executable(folder / "chrome-headless-shell", "echo Chromium 159")
    monkeypatch.delenv("KONSIL_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(chromium, "MAC", [])
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))

    assert chromium.find() == downloaded


@pytest.fixture
def run_without_browser(run, monkeypatch, tmp_path):
    monkeypatch.setattr(run, "PYTHON", executable(tmp_path / "python", "exit 1"))
    monkeypatch.setattr(chromium, "MAC", [])
    monkeypatch.delenv("KONSIL_CHROMIUM", raising=False)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", settings.SETTINGS_MODULE)
    monkeypatch.syspath_prepend(ROOT)
    monkeypatch.chdir(ROOT)
    return run


def test_without_a_browser_the_other_tests_run_and_it_is_said(run_without_browser, monkeypatch, capsys):
    became = []
    monkeypatch.setattr(run_without_browser, "become", lambda *command: became.append(command))
    monkeypatch.setenv("CI", "")
    run_without_browser.run_tests(["-q"])

    assert became == [("-m", "pytest", *run_without_browser.WORKERS, "-m", "not browser", "-q")]
    assert "apt install chromium" in capsys.readouterr().out


def test_with_ci_a_missing_browser_is_an_error(run_without_browser, monkeypatch):
    monkeypatch.setenv("CI", "true")

    with pytest.raises(SystemExit, match="the browser tests must run"):
        run_without_browser.run_tests([])


# The locks


@pytest.mark.parametrize(
    ("lock", "group"),
    [
        ("requirements.lock", None),
        ("requirements-test.lock", "test"),
        ("requirements-postgres.lock", "postgres"),
        ("requirements-audit.lock", "audit"),
    ],
)
def test_each_lock_holds_what_the_project_asks_for(lock, group):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = project["dependency-groups"][group] if group else project["project"]["dependencies"]
    text = (ROOT / lock).read_text()
    locked = dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, flags=re.MULTILINE))

    for requirement in map(Requirement, asked):
        assert requirement.specifier.contains(locked[requirement.name.lower()]), requirement
    assert not re.search(r"://|--(find-links|index-url|extra-index-url)", text)


# Serving


def test_a_port_that_is_taken_is_named_with_another(monkeypatch):
    monkeypatch.setattr(server, "ATTEMPTS", 1)
    with server.listen("127.0.0.1", 0) as bound:
        port = bound.getsockname()[1]
        bound.listen()

        with pytest.raises(server.CannotListenError, match=f"Port {port} is taken.*PORT={port + 1} ./run"):
            server.listen("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid"])
def test_an_address_of_another_machine_is_named(host):
    with pytest.raises(server.CannotListenError, match=f"HOST={host} is not an address of this machine"):
        server.listen(host, 0)


def send(port, request):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        return connection.recv(100).split(b"\r\n")[0]


def test_a_site_serves_keeps_quiet_recovers_and_stops(tmp_path):
    with site(tmp_path) as started:
        port = started.start().wait_until_ready()
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as response:
            assert response.status == 200
        for request in (
            b"GET /de/specialists/?q=canary HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            b"GET /de/specialists/?q=a canary HTTP/1.1\r\n\r\n",
            b"GET /nowhere?q=canary HTTP/9.9\r\n\r\n",
        ):
            assert send(port, request).startswith(b"HTTP/1.1 ")
        assert "canary" not in started.said()
        assert roles_connected(EmbeddedPostgres(tmp_path)) == {"app_web"}

        started.end(signal.SIGKILL)
        assert started.start(port).wait_until_ready() == port  # although the killed one's workers still held it
        assert "loaded" not in started.said()

        assert started.end(signal.SIGTERM) == 0
        assert not (EmbeddedPostgres(tmp_path).data / "postmaster.pid").exists()
