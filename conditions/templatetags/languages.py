from django import template
from django.utils.html import format_html

from conditions.texts import language_of

register = template.Library()


@register.simple_tag
def lang_of(obj, field):
    """The attributes of an element that shows `obj.field`: nothing where it is in the language of the page.

    `<h3{% lang_of therapy "name" %}>{{ therapy.name }}</h3>`. All languages of texts run from left to right.
    """
    language = language_of(obj, field)
    return format_html(' lang="{}" dir="ltr"', language) if language else ""


@register.simple_tag
def in_its_language(obj, field):
    """`obj.field` inside other text: in an element that says the language where it is not that of the page."""
    language, text = language_of(obj, field), getattr(obj, field)
    return format_html('<span lang="{}" dir="ltr">{}</span>', language, text) if language else text
