from .legal_page import LegalPage

__all__ = ["LegalPage"]
