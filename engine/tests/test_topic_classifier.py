import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bump_engine.topic_classifier import TopicClassifier

SENTENCES = {
    ("cable_stuck", "cable_stuck/cable_stuck"): [
        "le câble est coincé",
        "impossible de retirer le câble de la borne",
        "la prise reste verrouillée",
        "mon cordon est bloqué dans la voiture",
    ],
    ("pricing", "pricing/price_of_a_station"): [
        "combien coûte la recharge",
        "quel est le prix du kWh",
        "tarif de la station",
        "c'est combien pour un plein",
    ],
    ("pricing", "pricing/promo_code"): [
        "j'ai un code promo",
        "mon code de réduction est refusé",
        "où saisir le code promotionnel",
        "code promo expiré",
    ],
}


def training_data() -> TrainingData:
    return TrainingData(
        [
            Message({"text": text, "intent": intent, "intent_response_key": key})
            for (intent, key), texts in SENTENCES.items()
            for text in texts
        ]
    )


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("model"))
    resource = Resource("classifier")
    context = ExecutionContext(GraphSchema({}))
    config = TopicClassifier.get_default_config()
    TopicClassifier.create(config, storage, resource, context).train(training_data())
    return TopicClassifier.load(config, storage, resource, context)


def test_the_intent_is_the_family_and_the_topic_is_told_beside(trained) -> None:
    message = Message({"text": "le cable est coincé dans la borne"})

    trained.process([message])

    assert message.get("intent")["name"] == "cable_stuck"
    assert message.get("topics")[0]["name"] == "cable_stuck/cable_stuck"


def test_a_familys_confidence_is_the_sum_of_its_topics(trained) -> None:
    topics, families = trained.rank("le prix avec un code promo")

    pricing = sum(value for name, value in topics if name.startswith("pricing/"))
    assert dict(families)["pricing"] == pytest.approx(pricing, abs=0.001)


def test_probabilities_add_up_to_one(trained) -> None:
    _topics, families = trained.rank("bonjour")

    assert sum(value for _name, value in families) == pytest.approx(1.0, abs=0.001)


@pytest.mark.parametrize("text", ["LE CABLE EST COINCE", "le câââble est coincé", "le cable est coincé !!!"])
def test_case_accents_and_drawn_out_letters_do_not_matter(trained, text) -> None:
    assert trained.rank(text)[1][0][0] == "cable_stuck"


@pytest.mark.parametrize("text", ["", " ", "🙂", "\x00", "a" * 5000])
def test_no_text_raises(trained, text) -> None:
    assert trained.rank(text)[1]
