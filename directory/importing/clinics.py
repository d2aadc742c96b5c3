"""Files of clinics."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import Clinic, Place
from directory.models.clinic import Kind

from .columns import ChoiceColumn, DegreesColumn, LineColumn, NumberColumn, PostalCodeColumn, TermColumn
from .listing_kind import ListingKind
from .specialists import shared_columns

field = Clinic._meta.get_field


class ClinicKind(ListingKind):
    """An address with a postal code that does not exist is imported all the same: official lists have such."""

    def note(self, listings):
        codes = {
            plan: (values["region"][:2], values["postal_code"])
            for plan, values in listings.items()
            if {"region", "postal_code"} & {name for name, _old, _new in plan.changes}
        }
        unknown = Place.objects.unknown_codes(set(codes.values()))
        for plan, code in codes.items():
            if code in unknown:
                message = _("We do not know the postal code %(code)s. Please check it for a typing error.")
                plan.warnings.append(message % {"code": code[1]})


CLINICS = ClinicKind(
    "clinics",
    gettext_lazy("clinics"),
    Clinic,
    [
        LineColumn(field("slug"), also=("slug",)),
        NumberColumn(field("ik"), digits=9),
        NumberColumn(field("hospital_site_number"), digits=6, also=("standortnummer",)),
        NumberColumn(field("bsnr"), digits=9),
        NumberColumn(field("gln"), digits=13),
        NumberColumn(field("oid"), also=("oid",)),
        LineColumn(field("name"), also=("nom", "nome", "klinik", "clinique", "clinica", "clinic")),
        ChoiceColumn(field("kind"), enumeration=Kind, also=("typ", "type", "tipo")),
        LineColumn(field("street"), also=("straße", "rue", "via", "adresse", "address", "indirizzo", "street")),
        PostalCodeColumn(field("postal_code"), also=("plz", "npa", "cap", "zip", "code postal", "postleitzahl")),
        LineColumn(field("city"), also=("ort", "stadt", "ville", "lieu", "luogo", "città", "city")),
        TermColumn(
            field("region"), terms="region", also=("kanton", "canton", "cantone", "bundesland", "land", "state")
        ),
        DegreesColumn(field("latitude"), also=("lat", "breite")),
        DegreesColumn(field("longitude"), also=("lon", "lng", "länge")),
        *shared_columns(Clinic),
    ],
    naming=["name"],
)
