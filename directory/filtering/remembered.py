"""What is read once for each version of the data, in the memory of the process."""


class Remembered:
    """Values by key, for as long as the version stays the same."""

    def __init__(self):
        self._at = None, {}

    def at(self, version):
        """{key: value} at this version; at None, which is nobody else's, a dictionary that nobody else has."""
        if version is None:
            return {}
        known_version, known = self._at
        if known_version != version:
            known = {}
            self._at = version, known
        return known

    def get(self, version, read, key=None):
        """The value of `key` at this version; `read()` says it where it is not remembered."""
        known = self.at(version)
        if key not in known:
            known[key] = read()
        return known[key]
