"""Where a request comes from, as far as limits need to know."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings

IPV6_PREFIX = 64  # what one line is given; its holder may use 2^64 addresses


def client_address(request):
    """The IPv4 address, or the first address of the IPv6 network, as text; None when there is none.

    The proxy's header (settings.CLIENT_ADDRESS_VARIABLE) goes before the address of the connection.
    """
    for variable in (settings.CLIENT_ADDRESS_VARIABLE, "REMOTE_ADDR"):
        try:
            return _limited(ip_address(request.META.get(variable, "").strip()))
        except ValueError:
            continue
    return None


def _limited(address):
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or ip_network((int(address), IPV6_PREFIX), strict=False).network_address
    return str(address)
