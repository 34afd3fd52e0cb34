"""A port in use is found before anything is started, and the setting that changes it is named."""

import socket

import pytest

from ops.errors import OpsError
from ops.ports import HOST, free_port, is_free, require_free


def test_a_port_that_somebody_listens_on_is_not_free() -> None:
    with socket.create_server((HOST, 0)) as server:
        assert not is_free(server.getsockname()[1])


def test_a_port_is_free_again_once_its_server_has_ended() -> None:
    with socket.create_server((HOST, 0)) as server:
        port = server.getsockname()[1]
    assert is_free(port)


def test_the_error_names_the_port_and_its_setting() -> None:
    with socket.create_server((HOST, 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(OpsError, match=rf"Port {port} .*ENGINE_PORT") as error:
            require_free(port, "ENGINE_PORT")
    assert "\n" not in str(error.value)


def test_a_free_port_can_be_listened_on() -> None:
    with socket.create_server((HOST, free_port())) as server:
        assert server.getsockname()[1] > 0
