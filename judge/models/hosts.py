"""What a host's name says."""

from ipaddress import ip_address


def is_loopback(host: str | None) -> bool:
    """Whether *host* is this machine."""
    if host is None:
        return False
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() == "localhost"
