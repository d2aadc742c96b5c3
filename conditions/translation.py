from modeltranslation.translator import TranslationOptions, register

from .models import (
    Cause,
    Condition,
    ConditionTherapy,
    GlossaryTerm,
    HelpLine,
    PrimaryTumour,
    Reference,
    Reviewer,
    Section,
    Specialty,
    Symptom,
    Therapy,
)


class Texts(TranslationOptions):
    """German is the source; what is missing in a language is NULL, also after a form was saved."""

    empty_values = None
    required_languages = ["de"]


@register(Cause)
class CauseTexts(Texts):
    fields = ["note"]


@register(Condition)
class ConditionTexts(Texts):
    fields = ["name", "also_known_as", "summary"]


@register(ConditionTherapy)
class ConditionTherapyTexts(Texts):
    fields = ["note"]


@register(GlossaryTerm)
class GlossaryTermTexts(Texts):
    fields = ["term", "definition"]


@register(HelpLine)
class HelpLineTexts(Texts):
    fields = ["name", "note"]


@register(PrimaryTumour)
class PrimaryTumourTexts(Texts):
    fields = ["name", "concerns"]


@register(Reference)
class ReferenceTexts(Texts):
    fields = ["note"]


@register(Reviewer)
class ReviewerTexts(Texts):
    fields = ["qualification", "conflict_of_interest"]


@register(Section)
class SectionTexts(Texts):
    fields = ["title", "body"]


@register(Specialty)
class SpecialtyTexts(Texts):
    fields = ["name", "explanation"]


@register(Symptom)
class SymptomTexts(Texts):
    fields = ["name", "explanation", "what_to_do"]


@register(Therapy)
class TherapyTexts(Texts):
    fields = ["name", "summary", "aim", "explanation", "when_used", "benefit", "risk"]
