"""What an enquiry says and about whom: all that is personal, sealed as one piece."""

import json
from dataclasses import asdict, dataclass, replace

from . import keyring


@dataclass(frozen=True)
class Contents:
    """`reference` is that of its enquiry: a sealed text that was moved to another enquiry does not open there."""

    reference: str
    message: str
    writes_as: str  # Writer
    reply_by: str  # Way
    email: str  # of the sender
    phone: str
    name: str
    condition: str  # its slug, or ""
    therapy: str
    reply_language: str  # code of a directory.Language
    recipient: str  # the address that it goes to, as it was when the sender wrote
    answer: str = ""

    def with_answer(self, text):
        return replace(self, answer=text)

    def sealed(self):
        """(bytes, name of the key) for the columns of its enquiry."""
        return keyring.seal(json.dumps(asdict(self), ensure_ascii=False).encode())


def opened(sealed, reference):
    """The Contents of the enquiry `reference`. Raises keyring.SealedError."""
    contents = Contents(**json.loads(keyring.unseal(sealed)))
    if contents.reference != reference:
        raise keyring.SealedError("This was sealed for another enquiry.")
    return contents
