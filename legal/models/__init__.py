from .legal_page import LegalPage
from .letter import Letter

__all__ = ["LegalPage", "Letter"]
