import pytest
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered

from bump_engine import event_types
from bump_engine.event_types import resolve_by_type


def test_the_classes_are_not_walked_through_again_for_an_event_that_is_known(monkeypatch) -> None:
    resolve_by_type("user")
    monkeypatch.setattr(event_types, "_walk", None)

    assert resolve_by_type("user") is UserUttered


@pytest.mark.parametrize(("name", "event"), [("user", UserUttered), ("bot", BotUttered), ("slot", SlotSet)])
def test_an_event_is_found_by_its_name_the_first_time_and_the_next(name, event) -> None:
    assert [resolve_by_type(name), resolve_by_type(name)] == [event, event]


def test_an_unknown_name_is_refused_as_by_rasa() -> None:
    with pytest.raises(ValueError, match="Unknown event name"):
        resolve_by_type("nothing")


def test_an_unknown_name_is_what_the_caller_says_and_is_not_remembered_as_that() -> None:
    assert resolve_by_type("nothing", SlotSet) is SlotSet

    with pytest.raises(ValueError, match="Unknown event name"):
        resolve_by_type("nothing")
