from django.urls import path

from .form.views import enquiry, sent
from .recipient.views import read
from .sender.views import mine

app_name = "enquiries"
urlpatterns = [
    path("specialists/<slug:specialist>/enquiry/", enquiry, name="enquiry"),
    path("clinics/<slug:clinic>/enquiry/", enquiry, name="enquiry"),
    path("enquiries/<str:reference>/sent/", sent, name="sent"),
    path("enquiries/mine/", mine, name="mine"),
    path("enquiries/read/", read, name="read"),
]
