"""How many letters are taken: from one network, about one listing, and in all."""

from intake.limits import DAY, HOUR, Limit, hidden
from intake.limits import count as count_all

# A clinic whose office writes for its doctors needs a dozen; the desk can answer some dozens a day.
BY_NETWORK = [Limit("letter-network-hour", 6, HOUR), Limit("letter-network-day", 20, DAY)]
BY_LISTING = [Limit("letter-listing-day", 10, DAY)]
IN_ALL = [Limit("letter-all-hour", 40, HOUR), Limit("letter-all-day", 200, DAY)]


def count(network, listing=None):
    """Count one more. Raises intake.limits.TooManyError; then the transaction around it must be rolled back."""
    about = [f"{listing._meta.model_name}:{listing.pk}"] if listing else []
    count_all(
        [
            *((limit, hidden(network)) for limit in BY_NETWORK),
            *((limit, subject) for limit in BY_LISTING for subject in about),
            *((limit, "") for limit in IN_ALL),
        ]
    )
