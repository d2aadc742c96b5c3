"""PO files as answers to a browser."""

from django.http import StreamingHttpResponse


def po_response(parts, name):
    """Sent as it is made: the whole desk in one language can be long."""
    response = StreamingHttpResponse(parts, content_type="text/x-gettext-translation; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
