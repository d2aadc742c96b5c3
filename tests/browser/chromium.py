"""Where Chromium is. Standard library only, because ./run asks before the tests' packages are there."""

import glob
import os
import shutil
import subprocess
import sys

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
MAC = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]
PLAYWRIGHTS = [
    "chromium_headless_shell-*/*/*headless*shell",
    "chromium-*/*/chrome",
    "chromium-*/*/*.app/Contents/MacOS/*",
]


def find():
    """The path of a browser that starts, or None. KONSIL_CHROMIUM in the environment goes first."""
    return next((path for path in _candidates() if path and _starts(path)), None)


def downloads(environment=os.environ):
    """Where Playwright keeps the browsers that it downloads."""
    return environment.get("PLAYWRIGHT_BROWSERS_PATH") or os.path.join(sys.prefix, "browsers")


def _candidates():
    yield os.environ.get("KONSIL_CHROMIUM")
    yield from (shutil.which(name) for name in NAMES)
    yield from (path for path in MAC if os.path.exists(path))
    for pattern in PLAYWRIGHTS:
        yield from sorted(glob.glob(os.path.join(glob.escape(downloads()), pattern)), reverse=True)


def _starts(path):
    """Ubuntu's chromium may be a script that only asks for snap, and a download may lack system libraries."""
    try:
        answer = subprocess.run([path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return False
    return answer.returncode == 0
