"""Listings with all that a reader's list shows."""

from tests.factories import CHECKED, make_clinic, make_condition, make_language, make_specialist, make_therapy

ASKED = "specialist=ada-muster&clinic=berg"


def make_ada_and_berg():
    """A specialist at the clinic Tal, and the clinic Berg; Ada alone offers surgery."""
    surgery, radiation = make_therapy("surgery", name_en="Surgery"), make_therapy("radiation", name_en="Radiation")
    bone = make_condition("bone-metastases", name_en="Bone metastases", therapies=[surgery, radiation])
    german = make_language("de", name_en="German")
    tal = make_clinic(
        "tal", name="Klinik Tal", street="Talweg 1", city="Wien", region="AT-9", phone="+43 1 5550100"
    )
    ada = make_specialist(
        "ada-muster",
        title="Dr. med.",
        at=[tal],
        treats=[(bone, [surgery, radiation])],
        languages=[german],
        email="ada@example.org",
        offers_second_opinion=True,
        **CHECKED,
    )
    berg = make_clinic(
        "berg",
        name="Klinik Berg",
        treats=[(bone, [radiation])],
        phone="+49 89 99998 100",
        website="https://berg.example.org/",
        is_barrier_free=False,
        **CHECKED,
    )
    return ada, berg


def html(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()
