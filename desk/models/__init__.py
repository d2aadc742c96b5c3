from .assignment import LanguageAssignment
from .mark import TranslationMark
from .publishing import Publishable, PublishableQuerySet, Status
from .revision import Revision
from .step import Step
from .translation_upload import TranslationUpload

__all__ = [
    "LanguageAssignment",
    "Publishable",
    "PublishableQuerySet",
    "Revision",
    "Status",
    "Step",
    "TranslationMark",
    "TranslationUpload",
]
