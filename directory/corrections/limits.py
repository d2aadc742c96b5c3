"""How many corrections are taken: from one network, about one listing, and in all."""

from intake.limits import DAY, HOUR, Limit, hidden
from intake.limits import count as count_all

# An office that goes through the pages of its doctors needs some twenty; the desk can read some hundred a day.
BY_NETWORK = [Limit("correction-network-hour", 10, HOUR), Limit("correction-network-day", 30, DAY)]
BY_LISTING = [Limit("correction-listing-day", 20, DAY)]
IN_ALL = [Limit("correction-all-hour", 60, HOUR), Limit("correction-all-day", 300, DAY)]


def count(network, listing):
    """Count one more. Raises intake.limits.TooManyError; then the transaction around it must be rolled back."""
    about = f"{listing._meta.model_name}:{listing.pk}"
    count_all(
        [
            *((limit, hidden(network)) for limit in BY_NETWORK),
            *((limit, about) for limit in BY_LISTING),
            *((limit, "") for limit in IN_ALL),
        ]
    )
