from .condition import Condition
from .country import Country
from .glossary import GlossaryTerm
from .help_line import HelpLine
from .meaning import MEANINGS, Synonym
from .primary_tumour import Cause, PrimaryTumour
from .reference import Citation, Reference
from .review import Reviewed, Reviewer
from .section import Section
from .slugged import Slugged, SluggedQuerySet
from .specialty import Specialty
from .symptom import Symptom
from .therapy import ConditionTherapy, Therapy

__all__ = [
    "MEANINGS",
    "Cause",
    "Citation",
    "Condition",
    "ConditionTherapy",
    "Country",
    "GlossaryTerm",
    "HelpLine",
    "PrimaryTumour",
    "Reference",
    "Reviewed",
    "Reviewer",
    "Section",
    "Slugged",
    "SluggedQuerySet",
    "Specialty",
    "Symptom",
    "Synonym",
    "Therapy",
]
