from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from conditions.models import Condition, Therapy
from desk import preview
from directory import offers

from . import csp_reports, errors, pages, security_txt

for model in (Condition, Therapy):
    admin.site.get_model_admin(model).offers = offers  # previews, too, show what the directory offers

urlpatterns = [
    path("", pages.root, name="root"),
    path("healthz", pages.healthz, name="healthz"),
    path("readyz", pages.readyz, name="readyz"),
    path(".well-known/security.txt", security_txt.security_txt, name="security_txt"),
    path("security-policy.txt", security_txt.security_policy, name="security_policy"),
    path("csp-report/", csp_reports.csp_report, name="csp_report"),
    path("robots.txt", pages.robots, name="robots"),
    re_path(r"^media/portraits/(?P<name>\w{1,50}\.jpg)$", pages.portrait, name="portrait"),
    path("preview/<str:token>/<str:preview_language>/", preview.shared, name="shared_preview"),
    path(settings.ADMIN_PATH, admin.site.urls),
    *i18n_patterns(
        path("", pages.home, name="home"),
        path("about/", pages.about, name="about"),
        path("about/order/", pages.order, name="order"),
        path("", include("legal.urls")),
        path("", include("directory.urls")),
        path("", include("enquiries.urls")),
        # medical pages show what the directory offers without importing it
        path("", include("conditions.urls"), {"offers": offers}),
    ),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
