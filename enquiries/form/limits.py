"""How many enquiries are taken: from one network, to one recipient, with one form, and in all."""

from intake.limits import DAY, HOUR, Limit, TooManyError, hidden, number
from intake.limits import count as count_all

# One asks several clinics in an evening; a hospital's patients share one network.
BY_NETWORK = [Limit("enquiry-network-hour", 10, HOUR), Limit("enquiry-network-day", 30, DAY)]
WITHOUT_PROOF = [Limit("enquiry-without-proof-hour", 5, HOUR)]
BY_RECIPIENT = [Limit("enquiry-recipient-hour", 10, HOUR), Limit("enquiry-recipient-day", 40, DAY)]
BY_FORM = [Limit("enquiry-form-day", 3, DAY)]  # a proof of work is good for this many
IN_ALL = [Limit("enquiry-all-hour", 200, HOUR), Limit("enquiry-all-day", 1000, DAY)]

ASKED = Limit("enquiry-address-day", 24, DAY)
ASKED_AT_ONCE = 8


def count(*, network, recipient, token, is_proven):
    """Count one more. Raises TooManyError; then the transaction around it must be rolled back."""
    source = hidden(network)
    count_all(
        [
            *((limit, source) for limit in BY_NETWORK),
            *((limit, source) for limit in WITHOUT_PROOF if not is_proven),
            *((limit, hidden(recipient)) for limit in BY_RECIPIENT),
            *((limit, hidden(token)) for limit in BY_FORM),
            *((limit, "") for limit in IN_ALL),
        ]
    )


def days_to_wait(email):
    """In how many days this address is asked to confirm: nobody is flooded with mails, whoever types the address.

    The answer to the form is the same: it tells nobody whether the address was used before. Raises TooManyError
    when somebody floods it from many networks.
    """
    before = number(ASKED, hidden(email.casefold()))
    if before >= ASKED.most:
        raise TooManyError(int(DAY.total_seconds()))
    return before // ASKED_AT_ONCE
