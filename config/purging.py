"""Everything that is kept no longer than the site promises, in one go."""

from desk.models import TranslationUpload
from directory.corrections import purging as corrections
from directory.importing import purging as imports
from enquiries import purging as enquiries
from legal import purging as letters


def purge(*, clock_is_right=False):
    """Delete what is due: {what: how many}. Raises enquiries.clock.ClockJumpedError; then nothing is deleted."""
    of_enquiries = enquiries.purge(clock_is_right=clock_is_right)  # first: it knows whether the clock is right
    addresses, texts, counts = corrections.purge()
    return {
        **{f"enquiries, {kind}": number for kind, number in of_enquiries.items()},
        "corrections, reply addresses": addresses,
        "corrections, texts": texts,
        "corrections, counts": counts,
        "letters": letters.purge()[0],
        "imports, files": imports.purge(),
        "translations, files": TranslationUpload.purge(),
    }
