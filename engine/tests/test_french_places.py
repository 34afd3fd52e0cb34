import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message

from bump_engine.french_places import FrenchPlaces


@pytest.fixture(scope="module")
def places() -> FrenchPlaces:
    config = FrenchPlaces.get_default_config()
    return FrenchPlaces.create(config, None, Resource("places"), ExecutionContext(GraphSchema({})))


def test_a_town_becomes_an_entity(places) -> None:
    message = Message({"text": "hier soir à Lyon la charge ne démarrait pas"})

    places.process([message])

    assert [(one["entity"], one["value"]) for one in message.get("entities")] == [("LOC", "Lyon")]


def test_a_sentence_without_capital_is_not_asked_about(places) -> None:
    message = Message({"text": "Combien coûte la recharge à lyon"})

    places.process([message])

    assert message.get("entities") == []


def test_a_sentence_without_place_has_no_entity(places) -> None:
    message = Message({"text": "la charge ne démarre pas"})

    places.process([message])

    assert message.get("entities") == []
