"""The code keeps its shape: the arrows between the packages, the linter, the formatter, short files."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PROGRAMS = Path(sys.executable).parent
PACKAGES = ["config", "conditions", "desk", "directory", "enquiries", "intake", "legal", "tests"]
LONGEST = 300  # lines


def run(*command):
    """(exit status, everything it said); import-linter finds the packages by PYTHONPATH."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_the_arrows_run_one_way():
    status, said = run(PROGRAMS / "lint-imports", "--no-cache")
    assert status == 0, said
    assert "Contracts: 1 kept, 0 broken." in said


def test_the_linter_finds_nothing():
    status, said = run(sys.executable, "-m", "ruff", "check", ".")
    assert status == 0, said


def test_the_formatter_finds_nothing_to_change():
    status, said = run(sys.executable, "-m", "ruff", "format", "--check", ".")
    assert status == 0, said


def test_no_file_is_long():
    sources = [
        path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts
    ]
    assert len(sources) > 100
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in sources}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}
