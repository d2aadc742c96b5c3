"""Security headers that Django has no setting for, on every response, errors and static files included."""

from csp.constants import NONE, SELF
from django.conf import settings
from django.utils.cache import add_never_cache_headers

CLOSED = [
    *("accelerometer", "camera", "display-capture", "gyroscope", "magnetometer", "microphone", "midi", "payment"),
    *("publickey-credentials-get", "usb"),
]
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    # where a reader is, is asked for by the button "Near me" alone
    "Permissions-Policy": ", ".join([*(f"{name}=()" for name in CLOSED), "geolocation=(self)"]),
}


class HeadersMiddleware:
    """Also keeps whatever the desk answers out of every cache: pages, redirects, errors, scripts and files."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.desk = f"/{settings.ADMIN_PATH}".rstrip("/")

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path_info.startswith(self.desk):
            add_never_cache_headers(response)
        return response


def content_security_policy(report_to=""):
    """Django-csp's setting. `report_to` is the path where browsers report what they stopped, "" for nowhere."""
    closed = ["default-src", "object-src", "frame-ancestors", "base-uri"]
    own = ["script-src", "style-src", "img-src", "font-src", "connect-src", "manifest-src", "form-action"]
    reports = {"report-uri": [report_to]} if report_to else {}
    return {"DIRECTIVES": {**{name: [NONE] for name in closed}, **{name: [SELF] for name in own}, **reports}}
