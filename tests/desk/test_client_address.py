"""Where a request comes from."""

import pytest
from django.test import RequestFactory

from desk.client_address import client_address


def address(connection, **headers):
    return client_address(RequestFactory().get("/", REMOTE_ADDR=connection, headers=headers))


@pytest.mark.parametrize(
    ("connection", "limited"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::", "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("::1", "::"),
        ("", None),
        ("unix:", None),
    ],
)
def test_an_address_is_taken_as_far_as_limits_go(connection, limited):
    assert address(connection) == limited


def test_without_a_proxy_its_header_is_not_believed():
    assert address("192.0.2.1", x_real_ip="198.51.100.7") == "192.0.2.1"


@pytest.mark.parametrize(
    ("header", "found"),
    [({"x_real_ip": "198.51.100.7"}, "198.51.100.7"), ({"x_real_ip": "?"}, "127.0.0.1"), ({}, "127.0.0.1")],
)
def test_behind_a_proxy_its_header_goes_first(settings, header, found):
    settings.CLIENT_ADDRESS_VARIABLE = "HTTP_X_REAL_IP"
    assert address("127.0.0.1", **header) == found
