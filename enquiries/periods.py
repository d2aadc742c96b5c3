"""How long what is kept: what the consent, the mails and the privacy notice promise, in days."""

TO_CONFIRM = 3  # after the mail that asks for it
AFTER_CLOSING = 30
AT_LATEST = 90  # after arrival
RECIPIENTS_LINK = 14  # then the page sends a new link to the same address
SENDERS_LINK = 100  # longer than anything is kept
LOG = 3 * 366  # of events without personal data
