import os

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")


class Request(WSGIRequest):
    """Reads UTF-8 alone. Django believes the charset that a header names, also of Python's that write no text."""

    encoding = property(lambda self: None, lambda self, charset: None)


class Handler(WSGIHandler):
    request_class = Request


django.setup(set_prefix=False)
application = Handler()
