"""Every command once, with every socket and look-up written down: a program for the egress test.

Prints one JSON object: exit codes by command, what would have left this machine, and how many requests the loopback
server got. ``--namespace``: the loopback device of a network without any route is switched on first.
"""

import fcntl
import importlib
import json
import pkgutil
import socket
import struct
import sys

EVENTS = (
    "socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname",
    "socket.gethostbyaddr", "socket.bind", "urllib.Request", "http.client.connect",
)  # fmt: skip
HERE = ("127.0.0.1", "::1", "localhost", "0.0.0.0", None, "")  # noqa: S104 - read, not bound
SIOCSIFFLAGS, UP = 0x8914, 0x1 | 0x40


def host_of(event, arguments):
    """The host an event is about."""
    if event.startswith("socket.") and event.rpartition(".")[2] in ("connect", "sendto", "sendmsg", "bind"):
        sock, address = arguments[0], arguments[1]
        return None if sock.family == socket.AF_UNIX or not isinstance(address, tuple) else address[0]
    return arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0]


def main():
    """Watch, import everything, run everything, print."""
    left, now = [], ["import"]

    def hook(event, arguments):
        if event in EVENTS and (host := host_of(event, arguments)) not in HERE and "127.0.0.1" not in str(host):
            left.append([now[0], event, str(host)])

    sys.addaudithook(hook)
    if "--namespace" in sys.argv:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
            fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", UP))
    import judge  # noqa: PLC0415 - what importing does is looked at too

    for module in pkgutil.walk_packages(judge.__path__, "judge."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    from faults_cases import every_command, is_fine, lay_out, ran  # noqa: PLC0415

    from judge.testing import LoopbackServer, StandIn  # noqa: PLC0415

    lay_out()
    codes = {}
    with LoopbackServer(StandIn(seed=1)) as server:
        for command in every_command(server.url):
            now[0] = " ".join(command).replace(server.url, "URL")
            done = ran(*command)
            codes[now[0]] = done.code if is_fine(command, done.code) else f"{done.code}: {done.err[-400:]}"
        asked = server.requests
    print(json.dumps({"codes": codes, "left": left, "asked": asked}))


if __name__ == "__main__":
    main()
