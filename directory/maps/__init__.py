"""The three countries as drawings: regions shaded by results, and where one listing is.

projection.py   degrees to the kilometres of a drawing
drawing.py      outlines to the files that pages refer to; `manage.py draw_maps` writes them
shading.py      numbers to five shades
regions.py      a list's answer as a map: MapPage
locator.py      the places of one listing
"""
