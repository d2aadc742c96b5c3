"""Measurements: the test settings with a database of their own."""

from .test import *  # noqa: F403
from .test import DATA_DIR, DATABASES, embedded_postgres

if "EMBEDDED" in DATABASES["default"]:
    DATABASES["default"] = embedded_postgres.settings(DATA_DIR, name="bench", is_throwaway=True)
