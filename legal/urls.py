from django.urls import re_path

from . import views
from .models import LegalPage

app_name = "legal"
urlpatterns = [
    re_path(rf"^(?P<slug>{'|'.join(LegalPage.Slug.values)})/$", views.page, name="page"),
]
