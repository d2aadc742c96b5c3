"""GeoNames' files, from a site on this machine instead of GeoNames'."""

import pytest

from directory.places.fetching import fetched
from directory.places.postal_file import PlacesRefusedError
from tests.desk.web_server import serving


def test_the_three_files_are_fetched_and_gone_afterwards():
    with serving() as site:
        with fetched(f"{site.url}/export/zip/") as paths:
            assert [path.name for path in paths if path.exists()] == ["DE.zip", "AT.zip", "CH.zip"]
        assert [path for path in paths if path.exists()] == []
        assert site.asked == [("GET", f"/export/zip/{name}.zip") for name in ("DE", "AT", "CH")]


def test_without_a_way_there_it_says_what_to_do_instead():
    with serving() as site:
        site.answers["/DE.zip"] = 404
        with pytest.raises(PlacesRefusedError) as refused, fetched(f"{site.url}/"):
            pass
    assert str(refused.value) == (
        f"{site.url}/DE.zip could not be fetched (Not Found). Fetch DE.zip, AT.zip and CH.zip elsewhere and name "
        "the files: manage.py load_places DE.zip AT.zip CH.zip"
    )
