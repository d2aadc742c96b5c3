"""Where something is, from tables of our own: nobody is asked where a reader is.

regions.py     the regions of GeoNames' files as ISO 3166-2
postal_file.py GeoNames' postal codes, as they are published
centres.py     distances, and what to make of coordinates that disagree
loading.py     a file's postal codes into Place
fetching.py    the files from GeoNames, where there is a network
towns.py       the names of towns, which come with the project, into Town
extract.py     how towns.tsv.xz was made
names.py       names as they are compared
resolving.py   what a reader typed as a place: a point, a code (coded.py) or a name (named.py, words_beside.py)
spots.py       the answer: one place, several, or none and why
asking.py      the part of a list's address that asks for a place

All data is © GeoNames, CC BY 4.0 (https://www.geonames.org/).
"""
