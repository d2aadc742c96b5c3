from modeltranslation.translator import register

from conditions.translation import Texts

from .models import ConsentText


@register(ConsentText)
class ConsentTextTexts(Texts):
    fields = ["text"]
