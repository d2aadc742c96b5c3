"""An import as a browser goes through it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from .files import csv_bytes, table

LIST = "/admin/directory/importrun/"
UPLOAD = f"{LIST}add/"


def upload(client, *rows, kind="", data=None, name="liste.csv"):
    """The answer to a file that is sent, after all redirects."""
    data = csv_bytes(table(*rows)) if data is None else data
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, data), "kind": kind}, follow=True)


def page(run):
    return f"{LIST}{run.pk}/change/"


def act(client, run, name, **data):
    return client.post(f"{LIST}{run.pk}/{name}/", data, follow=True)


def worked(client, run):
    """The page of a run after all its work is done, as a browser gets there by itself."""
    response = client.get(page(run))
    for _step in range(20):
        if "Refresh" not in response.headers:
            return response
        response = client.get(response.headers["Refresh"].split("url=")[1], follow=True)
    raise AssertionError("it never ends")


def text_of(response):
    return " ".join(response.content.decode().split())
