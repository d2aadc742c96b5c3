from .consent_text import ConsentText
from .enquiry import Enquiry, Outcome
from .event import Event
from .mail import Mail
from .trusted_time import TrustedTime

__all__ = ["ConsentText", "Enquiry", "Event", "Mail", "Outcome", "TrustedTime"]
