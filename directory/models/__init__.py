from .affiliation import Affiliation
from .certificate import Certificate
from .change import Change, ForgottenChanges
from .clinic import Clinic
from .correction import Correction
from .import_run import ImportRow, ImportRun
from .language import Language
from .listing import Listing
from .place import Place
from .region import Region
from .specialist import Specialist
from .stored_bitmaps import StoredBitmaps
from .town import Town
from .treatment import ClinicTreatment, SpecialistTreatment

__all__ = [
    "Affiliation",
    "Certificate",
    "Change",
    "Clinic",
    "ClinicTreatment",
    "Correction",
    "ForgottenChanges",
    "ImportRow",
    "ImportRun",
    "Language",
    "Listing",
    "Place",
    "Region",
    "Specialist",
    "SpecialistTreatment",
    "StoredBitmaps",
    "Town",
]
