"""What a form costs whoever sends it: some seconds of a person, or some work of their device.

A script finds the proof while the reader types (static/js/effort.js). Without scripts, or without a secure
connection, time takes its place: nobody who writes a message notices it, a program has to wait. No third party is
asked, and nobody has to recognise traffic lights.
"""

from hashlib import sha256

BITS = 16  # the zeros at the beginning of the hash: some 65,000 tries, a second or two on a phone
SECONDS = 3  # nobody fills in a form faster
SECONDS_WITHOUT_PROOF = 20


def is_proven(token, proof):
    """Whether `proof` (decimal digits) belongs to this token: sha256("token:proof") begins with BITS zeros."""
    if not (proof.isascii() and proof.isdigit() and len(proof) <= 12):
        return False
    hashed = sha256(f"{token.text}:{proof}".encode()).digest()
    return int.from_bytes(hashed, "big") >> (256 - BITS) == 0


def seconds_to_wait(token, proof):
    """How long the form must still wait before it is taken; 0 when it is taken now."""
    wanted = SECONDS if is_proven(token, proof) else SECONDS_WITHOUT_PROOF
    return max(0, wanted - token.age)
