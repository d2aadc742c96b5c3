"""PostgreSQL without installing it: for a site on one's own machine, and for the tests.

A Django database backend. Its server is started by whoever connects first and stops with its last user:

    DATABASES = {"default": embedded_postgres.settings(DATA_DIR)}
"""

from .binaries import UnavailableError
from .server import EmbeddedPostgres

__all__ = ["EmbeddedPostgres", "UnavailableError", "settings"]


def settings(data_dir, name="pg", *, is_throwaway=False):
    """Django's settings for a database under `data_dir`. Starts and touches nothing."""
    return EmbeddedPostgres(data_dir, name, is_throwaway=is_throwaway).settings()
