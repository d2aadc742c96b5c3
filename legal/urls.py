from django.urls import path, re_path

from . import views
from .models import LegalPage

app_name = "legal"
urlpatterns = [
    re_path(rf"^(?P<slug>{'|'.join(LegalPage.Slug.values)})/$", views.page, name="page"),
    path("accessibility/feedback/", views.feedback, name="feedback"),
    path("contact/", views.contact, name="contact"),
    path("specialists/<slug:specialist>/objection/", views.objection, name="objection"),
    path("clinics/<slug:clinic>/objection/", views.objection, name="objection"),
    path("letters/<uuid:form_key>/", views.letter_sent, name="letter_sent"),
]
