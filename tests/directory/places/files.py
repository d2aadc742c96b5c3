"""A few rows as GeoNames publishes them; the coordinates of Klosterneuburg and Schenkenberg are as wrong there."""

from directory.models import Town
from directory.places.names import keys
from tests.factories import make_region

HEIDELBERG = (
    "DE\t69120\tHeidelberg\tBaden-Württemberg\tBW\tKarlsruhe\t082\tHeidelberg\t08221\t49.4169\t8.6764\t4\n"
)
MUNICH = "DE\t80331\tMünchen\tBayern\tBY\tUpper Bavaria\t091\tMünchen\t09162\t48.1345\t11.571\t4\n"
ZURICH = "CH\t8001\tZürich\tKanton Zürich\tZH\tBezirk Zürich\t112\tZürich\t261\t47.3721\t8.5417\t4\n"
LUGANO = "CH\t6900\tLugano\tTicino\tTI\tLugano\t2105\tLugano\t5192\t46.0054\t8.9545\t4\n"
BREGENZ = "AT\t6900\tBregenz\tVorarlberg\t08\tBregenz\t802\tBregenz\t80207\t47.5031\t9.7471\t4\n"
KLOSTERNEUBURG = "AT\t3400\tKlosterneuburg\tNiederösterreich\t03\tTulln\t321\tK\t32144\t48.3528\t15.9306\t4\n"
PENZING = "AT\t1140\tWien, Penzing\tWien\t09\tWien\t900\tPenzing\t914\t48.221\t16.2415\t3\n"
PURKERSDORF = "AT\t1140\tPurkersdorf\tNiederösterreich\t03\tSankt Pölten\t319\tP\t31949\t48.2077\t16.1754\t4\n"
JUNGHOLZ = "DE\t87491\tJungholz\t\t\t\t\t\t\t47.5741\t10.4472\t\n"

REGIONS = ["DE-BW", "DE-BY", "DE-BB", "AT-3", "AT-8", "AT-9", "CH-ZH", "CH-TI", "CH-FR", "CH-BE"]


def written(folder, text, name="DE.txt"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def make_regions():
    for code in REGIONS:
        make_region(code)


def make_town(number, name, region, latitude, longitude, population, *others):
    return Town.objects.create(
        geonames_id=number,
        name=name,
        region=make_region(region),
        latitude=latitude,
        longitude=longitude,
        population=population,
        keys=keys(name, others),
    )
