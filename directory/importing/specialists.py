"""Files of specialists."""

from django.conf import settings
from django.utils.translation import gettext_lazy

from desk.models import Status
from directory.models import Clinic, Specialist
from directory.models.listing import FACTS

from .columns import (
    ChoiceColumn,
    Column,
    DayColumn,
    FactColumn,
    LineColumn,
    NumberColumn,
    PhoneColumn,
    TermsColumn,
    WebColumn,
)
from .listing_kind import ListingKind


def shared_columns(model):
    """What the files of specialists and of clinics have in common: their ends."""
    field = model._meta.get_field
    return [
        TermsColumn(field("specialties"), terms="specialty"),
        TermsColumn(field("languages"), terms="language", also=("sprachen", "langues", "lingue", "languages")),
        *(Column(field(f"profile_{language}")) for language in settings.MODELTRANSLATION_LANGUAGES),
        PhoneColumn(field("phone"), also=("tel", "telefon", "telefonnummer", "téléphone", "telefono", "phone")),
        LineColumn(field("email"), also=("e-mail", "mail", "courriel", "e-mail-adresse")),
        WebColumn(field("website"), also=("web", "homepage", "internet", "url", "webseite", "site web", "sito")),
        *(FactColumn(field(fact)) for fact in FACTS),
        DayColumn(field("checked_on")),
        LineColumn(field("source")),
        WebColumn(field("source_url")),
        ChoiceColumn(field("status"), enumeration=Status),
    ]


field = Specialist._meta.get_field

SPECIALISTS = ListingKind(
    "specialists",
    gettext_lazy("specialists"),
    Specialist,
    [
        LineColumn(field("slug"), also=("slug",)),
        NumberColumn(field("gln"), digits=13),
        NumberColumn(field("lanr"), digits=9),
        NumberColumn(field("oid"), also=("oid",)),
        LineColumn(field("title"), also=("titel", "titre", "titolo", "title")),
        LineColumn(field("given_name"), also=("vorname", "prénom", "nome", "first name")),
        LineColumn(field("family_name"), also=("nachname", "name", "nom", "cognome", "last name")),
        LineColumn(Clinic._meta.get_field("city"), also=("ort", "stadt", "ville", "lieu", "luogo", "city")),
        *shared_columns(Specialist),
    ],
    naming=["given_name", "family_name"],
    only_compared=["city"],
)
