"""A query as one sentence. Every clause is one phrase for translators, none is glued from pieces."""

from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from directory.models import Clinic, Specialist

from .rows import FACTS
from .vocabulary import SHORT_LABELS

IN_COUNTRY = {
    "DE": pgettext_lazy("where someone works", "in Germany"),
    "AT": pgettext_lazy("where someone works", "in Austria"),
    "CH": pgettext_lazy("where someone works", "in Switzerland"),
}
NAMED = {
    Specialist: {
        "country": gettext_lazy("work %(values)s"),
        "region": gettext_lazy("work in the region %(values)s"),
        "tumour": gettext_lazy("belong to a specialty that leads the treatment of %(values)s"),
        "specialty": gettext_lazy("have the specialty %(values)s"),
        "language": gettext_lazy("speak %(values)s"),
    },
    Clinic: {
        "country": gettext_lazy("are %(values)s"),
        "region": gettext_lazy("are in the region %(values)s"),
        "tumour": gettext_lazy("have a specialty that leads the treatment of %(values)s"),
        "specialty": gettext_lazy("have the specialty %(values)s"),
        "language": gettext_lazy("have staff who speak %(values)s"),
    },
}
WITHIN = {
    Specialist: gettext_lazy("work within %(radius)d km of %(place)s"),
    Clinic: gettext_lazy("are within %(radius)d km of %(place)s"),
}
NEAR_UNKNOWN = {
    Specialist: gettext_lazy("work near “%(place)s”, of which we do not know where it is"),
    Clinic: gettext_lazy("are near “%(place)s”, of which we do not know where it is"),
}
STATING = {
    ("insurance", "yes"): gettext_lazy("accept statutory insurance"),
    ("insurance", "no"): gettext_lazy("do not accept statutory insurance"),
    ("insurance", "not-stated"): gettext_lazy("do not state whether they accept statutory insurance"),
    ("second_opinion", "yes"): gettext_lazy("give a second opinion"),
    ("second_opinion", "no"): gettext_lazy("do not give a second opinion"),
    ("second_opinion", "not-stated"): gettext_lazy("do not state whether they give a second opinion"),
    ("video", "yes"): gettext_lazy("offer video consultations"),
    ("video", "no"): gettext_lazy("do not offer video consultations"),
    ("video", "not-stated"): gettext_lazy("do not state whether they offer video consultations"),
    ("barrier_free", "yes"): gettext_lazy("have step-free access"),
    ("barrier_free", "no"): gettext_lazy("do not have step-free access"),
    ("barrier_free", "not-stated"): gettext_lazy("do not state whether they have step-free access"),
}


def in_words(model, query, vocabulary, text):
    """The query as one sentence, for instance “Specialists who treat bone metastases and speak Italian.”"""
    clauses = get_text_list(list(_clauses(model, query, vocabulary, text)), _("and"))
    if model is Specialist:
        if not clauses:
            return _("All specialists in Germany, Austria and Switzerland.")
        return _("Specialists who %(clauses)s.") % {"clauses": clauses}
    if not clauses:
        return _("All clinics in Germany, Austria and Switzerland.")
    return _("Clinics that %(clauses)s.") % {"clauses": clauses}


def _clauses(model, query, vocabulary, text):
    def either(facet):
        if facet == "country":
            return get_text_list([str(IN_COUNTRY[code]) for code in query.values(facet)], _("or"))
        return get_text_list(
            [mid_sentence(facet, vocabulary.label(facet, value)) for value in query.values(facet)], _("or")
        )

    yield from _treatment_clauses(query, either, vocabulary)
    for facet, clause in NAMED[model].items():
        if query.values(facet):
            yield clause % {"values": either(facet)}
    if query.near:
        yield WITHIN[model] % {"radius": query.near.radius, "place": query.near.label}
    for place in query.unknown.get("near", ()):
        yield NEAR_UNKNOWN[model] % {"place": place}
    for facet in FACTS:
        if query.values(facet):
            yield get_text_list([str(STATING[facet, value]) for value in query.values(facet)], _("or"))
    yield from _unknown_clauses(query)
    if text:
        yield _("match “%(text)s”") % {"text": text}


def _unknown_clauses(query):
    """Unknown values that decide the answer: alone in their facet, or among therapies that are all asked for."""
    for facet in query.asked:
        if not query.values(facet) or (facet == "therapy" and query.wants_all_therapies):
            for value in query.unknown.get(facet, ()):
                unknown = {"value": value, "facet": SHORT_LABELS[facet]}
                yield _("match the unknown value “%(value)s” (%(facet)s)") % unknown


def mid_sentence(facet, label):
    """A label inside a sentence: “radiation therapy”, but “Strahlentherapie” and “Italian”."""
    is_plain = label[1:2].islower() and facet in ("condition", "therapy", "tumour", "specialty")
    return label[:1].lower() + label[1:] if is_plain and get_language() != "de" else label


def _treatment_clauses(query, either, vocabulary):
    joined = either("therapy")
    if query.wants_all_therapies:
        labels = [mid_sentence("therapy", vocabulary.label("therapy", value)) for value in query.values("therapy")]
        joined = get_text_list(labels, _("and"))
    if query.values("condition") and joined:
        yield _("treat %(conditions)s with %(therapies)s") % {
            "conditions": either("condition"),
            "therapies": joined,
        }
    elif query.values("condition"):
        yield _("treat %(conditions)s") % {"conditions": either("condition")}
    elif joined:
        yield _("offer %(therapies)s") % {"therapies": joined}
