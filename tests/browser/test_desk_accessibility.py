"""The admin pages have no barrier of ours; what is Django's own is named here."""

import pytest

from tests.browser import axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PATHS = {
    "start": "",
    "therapies": "conditions/therapy/",
    "a new therapy": "conditions/therapy/add/",
    "specialists": "directory/specialist/",
    "a new specialist": "directory/specialist/add/",
}
DJANGOS_OWN = [
    ".breadcrumbs",  # links without underline
    ".select2",  # the search field of an autocomplete has no name
    "#searchbar",  # named by its title only
    "#changelist-filter",  # links of 20 px
    ".inline-group .tabular",  # an empty heading, controls that are named by their column only
]
# Its look-up of @import rules writes style elements, which the policy refuses.
QUIETLY = {"preload": False}


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_a_page_of_the_desk_has_no_barrier_in_light_and_dark(path, desk_page):
    desk_page.goto(f"/admin/{path}")
    assert axe.violations(desk_page, axe.EVERYTHING | QUIETLY, besides=DJANGOS_OWN) == []
    desk_page.emulate_media(color_scheme="dark")
    assert axe.violations(desk_page, axe.COLOURS | QUIETLY, besides=DJANGOS_OWN) == []
