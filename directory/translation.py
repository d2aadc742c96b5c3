from modeltranslation.translator import register

from conditions.translation import Texts

from .models import Certificate, Clinic, Language, Region, Specialist


@register(Certificate)
class CertificateTexts(Texts):
    fields = ["scope"]


@register([Clinic, Specialist])
class ListingTexts(Texts):
    fields = ["profile"]


@register([Language, Region])
class NamedTexts(Texts):
    fields = ["name"]
