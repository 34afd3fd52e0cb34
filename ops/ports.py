"""Ports of this machine."""

import errno
import socket

from ops.errors import OpsError

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of the loopback address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                return False
            raise
    return True


def require_free(port: int, setting: str) -> None:
    """Raises `OpsError`, which names the setting to change, when the port is taken."""
    if not is_free(port):
        raise OpsError(
            f"Port {port} is in use by another program: stop it, or choose another port with {setting} "
            f"(for instance `{setting}={port + 1} make chat`, or in .env)."
        )


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
