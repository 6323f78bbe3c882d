"""Which IP addresses may be reached: those of the public internet, and of one's own network only when that is meant.

Written out, since `ipaddress` of Python 3.11 calls NAT64, 6to4 and ::127.0.0.1 public and 100.64.0.0/10 not private.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

CLOSED4 = tuple(map(IPv4Network, (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
    "203.0.113.0/24", "224.0.0.0/3",
)))  # fmt: skip
OPEN6 = IPv6Network("2000::/3")
"""All that is given out; what wraps an IPv4 address (mapped, compatible, translated, local NAT64) lies outside it."""
CLOSED6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
"""Teredo and other special uses, examples, 6to4, examples: no site has such an address."""
NAT64 = IPv6Network("64:ff9b::/96")
"""How a network without IPv4 reaches it: judged by the IPv4 address inside."""

OWN4 = tuple(map(IPv4Network, ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
OWN6 = tuple(map(IPv6Network, ("::1/128", "fc00::/7")))
NEVER = frozenset(map(ip_address, ("100.100.100.200", "fd00:ec2::254", "fd20:ce::254")))
"""The metadata of cloud machines inside the ranges of one's own network: keys lie there, no page does."""


def reachable(address: str, private: bool = False) -> bool:
    """Whether an IP address may be connected to; `private` opens the own network, but never metadata, link-local or
    multicast addresses."""
    ip = ip_address(address.partition("%")[0])
    return public(ip) or (private and own(ip))


def public(ip: IPv4Address | IPv6Address) -> bool:
    """Whether it is an address of the public internet."""
    if isinstance(ip, IPv6Address) and ip in NAT64:
        return public(IPv4Address(int(ip) & 0xFFFFFFFF))
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in CLOSED4)
    return ip in OPEN6 and not any(ip in network for network in CLOSED6)


def own(ip: IPv4Address | IPv6Address) -> bool:
    """Whether it is an address of the own network."""
    networks = OWN4 if isinstance(ip, IPv4Address) else OWN6
    return ip not in NEVER and any(ip in network for network in networks)
