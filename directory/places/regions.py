"""The regions of GeoNames' files as ISO 3166-2.

In postal files Germany and Switzerland have the letters of ISO, Austria the number with a zero before it. In the
gazetteer Germany's are FIPS numbers, in the alphabetical order of 1990 and then Berlin and the five new Länder.
"""

GERMANY = "BW BY HB HH HE NI NW RP SL SH BB MV SN ST TH BE"  # 01 to 16
SWISS = "AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH"

AUSTRIA = {f"0{number}": f"AT-{number}" for number in range(1, 10)}
SWITZERLAND = {letters: f"CH-{letters}" for letters in SWISS.split()}

OF_POSTAL_FILES = {
    "DE": {letters: f"DE-{letters}" for letters in GERMANY.split()},
    "AT": AUSTRIA,
    "CH": SWITZERLAND,
}
OF_GAZETTEER = {
    "DE": {f"{number:02}": f"DE-{letters}" for number, letters in enumerate(GERMANY.split(), start=1)},
    "AT": AUSTRIA,
    "CH": SWITZERLAND,
}
