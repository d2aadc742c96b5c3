from django.urls import path

from . import views

app_name = "directory"
urlpatterns = [
    path("specialists/", views.specialist_list, name="specialist_list"),
    path("specialists/<slug:slug>/", views.specialist_detail, name="specialist_detail"),
    path("clinics/", views.clinic_list, name="clinic_list"),
    path("clinics/<slug:slug>/", views.clinic_detail, name="clinic_detail"),
]
