from modeltranslation.translator import register

from conditions.translation import Texts

from .models import LegalPage


@register(LegalPage)
class LegalPageTexts(Texts):
    fields = ["title", "summary", "body"]
