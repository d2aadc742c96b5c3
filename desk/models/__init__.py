from .assignment import LanguageAssignment
from .link_check import LinkCheck
from .mark import TranslationMark
from .publishing import Publishable, PublishableQuerySet, Status
from .revision import Revision
from .step import Step
from .translation_upload import TranslationUpload

__all__ = [
    "LanguageAssignment",
    "LinkCheck",
    "Publishable",
    "PublishableQuerySet",
    "Revision",
    "Status",
    "Step",
    "TranslationMark",
    "TranslationUpload",
]
