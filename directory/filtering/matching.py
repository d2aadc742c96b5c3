"""Why a listing is in an answer: which asked facts it meets, does not state, or does not meet."""

from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directory.models import Clinic

from .distance import is_within, km_of
from .rows import FACTS, PAIR
from .vocabulary import FACET_LABELS, SHORT_LABELS, STATED
from .words import mid_sentence

STATES = {True: "yes", False: "no", None: "not-stated"}


@dataclass(frozen=True)
class Match:
    met: tuple[str, ...] = ()
    not_stated: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()

    def __bool__(self):
        return bool(self.met or self.not_stated or self.missed)


def match(listing, query, vocabulary):
    """The Match of `listing` (from for_list()) with `query`, in words and without a further statement."""
    met, missed = _treatment(listing, query, vocabulary)
    not_stated = []
    values = {facet: VALUES[facet](listing) for facet in VALUES if facet in query.asked}
    for facet in query.asked:
        found = [value for value in query.values(facet) if value in values.get(facet, ())]
        if facet in FACTS:
            stated = STATES[getattr(listing, FACTS[facet])]
            words = _("%(fact)s: %(stated)s") % {"fact": FACET_LABELS[facet], "stated": STATED[stated]}
            (not_stated if stated == "not-stated" else met if stated in query.values(facet) else missed).append(
                words
            )
        elif facet not in PAIR:
            met += [_fact(facet, value, vocabulary) for value in found]
            missed += [] if found else _asked(facet, query, vocabulary)
    near = _near(listing, query)
    met = dict.fromkeys([*met, *_meant(listing, query, vocabulary)])
    return Match((*met, *near.met), (*not_stated, *near.not_stated), (*missed, *near.missed))


def _meant(listing, query, vocabulary):
    """What the words of the free text mean and the listing has; names and places anybody can read on it."""
    if not query.words:
        return
    treatments = listing.treatments.all()
    values = {
        **{facet: values_of(listing) for facet, values_of in VALUES.items()},
        "condition": {treatment.condition.slug for treatment in treatments},
        "therapy": {therapy.slug for treatment in treatments for therapy in treatment.therapies.all()},
    }
    for word in query.words:
        for facet in values:
            known = values[facet] & vocabulary[facet].keys()  # not what was published or withdrawn meanwhile
            found = [value for value in word.values.get(facet, ()) if value in known]
            if facet == "condition":
                yield from (_treats(value, [], vocabulary) for value in found)
            elif facet == "therapy" and found:
                yield _treats(None, found, vocabulary)
            else:
                yield from (_fact(facet, value, vocabulary) for value in found)


def _treatment(listing, query, vocabulary):
    """([met], [missed]) for condition and therapy, which are one fact: this treated with that."""
    pairs = [_treats(*pair, vocabulary) for pair in _answering_pairs(listing, query)]
    asked = [words for facet in PAIR for words in _asked(facet, query, vocabulary)]
    return pairs, [] if pairs else asked


def _answering_pairs(listing, query):
    """[(condition or None, [asked therapies])] of the listing that answer the query, as sql.py decides it."""
    wanted = query.values("therapy")
    offers = {
        treatment.condition.slug: {therapy.slug for therapy in treatment.therapies.all()}
        for treatment in listing.treatments.all()
    }
    if "condition" in query.asked:
        offers = {slug: offered for slug, offered in offers.items() if slug in query.values("condition")}
    elif "therapy" in query.asked:
        offers = {None: set().union(*offers.values())}
    else:
        return []
    if "therapy" not in query.asked:
        return [(condition, []) for condition in offers]
    if query.wants_all_therapies and query.unknown.get("therapy"):
        return []
    enough = len(wanted) if query.wants_all_therapies else 1
    pairs = [(condition, [slug for slug in wanted if slug in offered]) for condition, offered in offers.items()]
    return [(condition, found) for condition, found in pairs if len(found) >= enough]


def _treats(condition, therapies, vocabulary):
    """“Treats bone metastases with surgery”: a condition, therapies, or both."""
    names = [mid_sentence("therapy", vocabulary.label("therapy", slug)) for slug in therapies]
    words = {"therapies": get_text_list(names, _("and"))}
    if condition is None:
        return _("Offers %(therapies)s") % words
    words["condition"] = mid_sentence("condition", vocabulary.label("condition", condition))
    if not therapies:
        return _("Treats %(condition)s") % words
    return _("Treats %(condition)s with %(therapies)s") % words


def _asked(facet, query, vocabulary):
    """What was asked of a facet, unknown values included."""
    unknown = [
        _("%(fact)s: %(stated)s") % {"fact": SHORT_LABELS[facet], "stated": value}
        for value in query.unknown.get(facet, ())
    ]
    return [*(_fact(facet, value, vocabulary) for value in query.values(facet)), *unknown]


def _fact(facet, value, vocabulary):
    label = vocabulary.label(facet, value)
    if facet == "language":
        return pgettext("a language that a doctor speaks", "Speaks %(language)s") % {"language": label}
    if facet == "tumour":
        return _("Leads the treatment of %(tumour)s") % {"tumour": mid_sentence(facet, label)}
    return label


def _near(listing, query):
    """The Match with the place that was asked for alone."""
    if query.near is None:
        asked = [{"fact": _("Near"), "stated": text} for text in query.unknown.get("near", ())]
        return Match(missed=tuple(_("%(fact)s: %(stated)s") % words for words in asked))
    words = (_("Within %(radius)d km of %(place)s") % {"radius": query.near.radius, "place": query.near.label},)
    km = km_of(listing, query.near)
    if km is None:
        return Match(not_stated=words)
    return Match(met=words) if is_within(km, query.near) else Match(missed=words)


def _clinics(listing):
    return [listing] if isinstance(listing, Clinic) else [row.clinic for row in listing.affiliations.all()]


def _tumours(listing):
    return {tumour.slug for specialty in listing.specialties.all() for tumour in specialty.primary_tumours.all()}


# the values of one listing, from what for_list() has loaded
VALUES = {
    "country": lambda listing: {clinic.country for clinic in _clinics(listing)},
    "region": lambda listing: {clinic.region_id for clinic in _clinics(listing)},
    "tumour": _tumours,
    "specialty": lambda listing: {specialty.slug for specialty in listing.specialties.all()},
    "language": lambda listing: {language.code for language in listing.languages.all()},
}
