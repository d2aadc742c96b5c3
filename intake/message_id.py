from django.conf import settings
from django.core.mail.utils import DNS_NAME


def message_id(name):
    """The Message-ID of a mail that is called so: the same however often it is tried."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or str(DNS_NAME)
    return f"<{name}@{domain}>"
