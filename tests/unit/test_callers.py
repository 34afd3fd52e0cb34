from typing import Any

import pytest

from support.callers import Caller, caller_from_metadata


def test_what_the_door_writes_is_read_back() -> None:
    caller = Caller("conv-1", "drv_claire_morel", {"platform": "iOS", "app_version": "4.12.0"})

    assert caller_from_metadata({"caller": caller.as_metadata()}, "conv-1") == caller


def test_an_unknown_visitor_is_written_and_read_back() -> None:
    caller = Caller("conv-1")

    assert caller_from_metadata({"caller": caller.as_metadata()}, "conv-1") == caller
    assert not caller.is_known


def test_a_caller_with_a_driver_is_known() -> None:
    assert Caller("conv-1", "drv_claire_morel").is_known


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        {},
        {"caller": None},
        {"caller": "drv_claire_morel"},
        {"caller": ["conv-1", "drv_claire_morel"]},
        {"driver_id": "drv_claire_morel", "conversation_id": "conv-1"},
        {"caller": {"driver_id": "drv_claire_morel"}},
        {"caller": {"conversation_id": "conv-2", "driver_id": "drv_claire_morel"}},
    ],
)
def test_absent_or_malformed_metadata_or_that_of_another_conversation_is_an_unknown_visitor(
    metadata: dict[str, Any] | None,
) -> None:
    assert caller_from_metadata(metadata, "conv-1") == Caller("conv-1")


@pytest.mark.parametrize("driver_id", [None, "", 12, ["drv_claire_morel"], {"id": "drv"}])
def test_a_driver_id_that_is_no_text_is_nobody(driver_id: object) -> None:
    metadata = {"caller": {"conversation_id": "conv-1", "driver_id": driver_id}}

    assert caller_from_metadata(metadata, "conv-1").driver_id is None


def test_only_the_known_keys_of_the_context_are_kept_and_only_text() -> None:
    metadata = {
        "caller": {
            "conversation_id": "conv-1",
            "driver_id": None,
            "context": {
                "platform": "iOS",
                "app_version": 4,
                "locale": "",
                "role": "admin",
                "session_id": "ses_1",
            },
        }
    }

    assert caller_from_metadata(metadata, "conv-1").context == {"platform": "iOS", "session_id": "ses_1"}


@pytest.mark.parametrize("context", [None, "iOS", ["platform"]])
def test_a_malformed_context_is_empty(context: object) -> None:
    metadata = {"caller": {"conversation_id": "conv-1", "driver_id": "drv_x", "context": context}}

    assert caller_from_metadata(metadata, "conv-1") == Caller("conv-1", "drv_x")
