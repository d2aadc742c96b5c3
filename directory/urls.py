from django.urls import path

from . import views
from .corrections.views import correction, correction_sent
from .maps.views import clinic_map, specialist_map
from .shortlist.views import shortlist, shortlist_csv, shortlist_vcard

app_name = "directory"
urlpatterns = [
    path("specialists/", views.specialist_list, name="specialist_list"),
    path("specialists/<slug:slug>/", views.specialist_detail, name="specialist_detail"),
    path("clinics/", views.clinic_list, name="clinic_list"),
    path("clinics/<slug:slug>/", views.clinic_detail, name="clinic_detail"),
    path("specialists/<slug:specialist>/correction/", correction, name="correction"),
    path("clinics/<slug:clinic>/correction/", correction, name="correction"),
    path("specialists/<slug:specialist>/correction/<uuid:form_key>/", correction_sent, name="correction_sent"),
    path("clinics/<slug:clinic>/correction/<uuid:form_key>/", correction_sent, name="correction_sent"),
    path("suggestions/specialists/", views.specialist_suggestions, name="specialist_suggestions"),
    path("suggestions/clinics/", views.clinic_suggestions, name="clinic_suggestions"),
    path("map/specialists/", specialist_map, name="specialist_map"),
    path("map/clinics/", clinic_map, name="clinic_map"),
    path("shortlist/", shortlist, name="shortlist"),
    path("shortlist/konsil.vcf", shortlist_vcard, name="shortlist_vcard"),
    path("shortlist/konsil.csv", shortlist_csv, name="shortlist_csv"),
]
