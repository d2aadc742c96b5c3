"""One varied directory: listings that differ in everything that can be asked for."""

from datetime import date, timedelta

from tests.factories import (
    make_clinic,
    make_condition,
    make_language,
    make_specialist,
    make_specialty,
    make_therapy,
    make_tumour,
)

VALUES = {
    "country": ["DE", "AT", "CH"],
    "region": ["DE-BY", "DE-BE", "AT-9", "CH-ZH"],
    "condition": ["a", "b"],
    "therapy": ["t0", "t1", "t2"],
    "tumour": ["u0", "u1"],
    "specialty": ["s0", "s1", "s2"],
    "language": ["de", "it"],
    "second_opinion": ["yes", "no", "not-stated"],
}
# of the clinics: two at one place, two as far from 48.15, 11.5, one that nobody knows
POINTS = [(48.1, 11.5), (52.5, 13.4), (48.2, 16.4), (47.4, 8.5), (48.1, 11.5), None, (48.2, 11.5), (47.43, 8.55)]
TODAY = date(2026, 11, 22)


def _checked(n):
    """Never, or on a day in the last three years."""
    if n % 3 == 0:
        return {}
    days = {"checked_on": TODAY - timedelta(days=n * 137 % 1100), "source": "Website"}
    return {"offers_second_opinion": n % 3 == 1, **days}


def _placed(n):
    return dict(zip(("latitude", "longitude"), POINTS[n] or (), strict=False))


def make_directory():
    """24 specialists and 8 clinics, one of each a draft."""
    therapies = [make_therapy(slug) for slug in VALUES["therapy"]]
    conditions = [make_condition(slug) for slug in VALUES["condition"]]
    specialties = [make_specialty(slug) for slug in VALUES["specialty"]]
    languages = [make_language(code) for code in VALUES["language"]]
    for number, slug in enumerate(VALUES["tumour"]):
        make_tumour(slug, led_by=specialties[number : number + 2])
    clinics = [
        make_clinic(
            f"c{n}",
            region=VALUES["region"][n % 4],
            status="draft" if n == 7 else "published",
            treats=[(conditions[n % 2], therapies[n % 3 :])],
            specialties=specialties[: n % 4],
            languages=languages[n % 2 :],
            **_checked(n),
            **_placed(n),
        )
        for n in range(8)
    ]
    for n in range(24):
        first, second = clinics[n % 8], clinics[(n * 3 + 1) % 8]
        treats = [(conditions[0], therapies[: n % 4])] if n % 3 else []
        treats += [(conditions[1], [therapies[n % 3]])] if n % 2 else []
        make_specialist(
            f"ada-{n % 20}{'x' * (n // 20)}",
            at=[first] if first == second else [first, second][: n % 3],
            status="draft" if n == 23 else "published",
            treats=treats,
            specialties=specialties[n % 3 : n % 3 + 1 + n % 2],
            languages=languages[: n % 3],
            **_checked(n),
        )
