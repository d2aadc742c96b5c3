"""Uploaded files, whole or not at all: a full disk leaves neither half a file nor a name for one."""

import os

from django.core.files.storage import FileSystemStorage
from django.utils.crypto import get_random_string


class WholeFileStorage(FileSystemStorage):
    """Writes beside the file's place, waits for the disk, and gives the file its name when all of it is there."""

    def _save(self, name, content):
        unfinished = f"{name}.{get_random_string(12)}.unfinished"
        path = self.path(unfinished)
        try:
            super()._save(unfinished, content)
            _sync(path)
            name = self._give_name(path, name)
        finally:
            if os.path.exists(path):
                os.unlink(path)
        _sync(os.path.dirname(path))
        return name

    def _give_name(self, path, name):
        while True:
            try:
                os.link(path, self.path(name))  # unlike a renaming, this takes no name that somebody else has
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name


def _sync(path):
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
