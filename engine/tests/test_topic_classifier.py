import linecache
import re
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bump_engine import topic_classifier
from bump_engine.topic_classifier import TopicClassifier, source_digest

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
    # So few sentences are soon learnt by heart.
    config = {**TopicClassifier.get_default_config(), "regularisation": 1e-3}
    TopicClassifier.create(config, storage, resource, context).train(training_data())
    return TopicClassifier.load(config, storage, resource, context)


def test_the_intent_is_the_family_and_the_topic_is_told_beside(trained) -> None:
    message = Message({"text": "le cable est coincé dans la borne"})

    trained.process([message])

    assert message.get("intent")["name"] == "cable_stuck"
    assert message.get("topics")[0]["name"] == "cable_stuck/cable_stuck"


def test_a_familys_confidence_is_the_sum_of_its_topics(trained) -> None:
    ((topics, families),) = trained.rank(["le prix avec un code promo"])

    pricing = sum(value for name, value in topics if name.startswith("pricing/"))
    assert dict(families)["pricing"] == pytest.approx(pricing, abs=0.001)


def test_each_of_the_first_families_has_a_topic_however_short_the_ranking(trained) -> None:
    trained._config = {**trained._config, "ranking_length": 2}

    ((topics, families),) = trained.rank(["le prix avec un code promo pour le câble"])

    trained._config = {**trained._config, "ranking_length": 10}
    assert {name.split("/")[0] for name, _ in topics} >= {name for name, _ in families}


def test_probabilities_add_up_to_one(trained) -> None:
    ((_topics, families),) = trained.rank(["bonjour"])

    assert sum(value for _name, value in families) == pytest.approx(1.0, abs=0.001)


@pytest.mark.parametrize(
    "text", ["LE CABLE EST COINCE", "le câââble est coincé", "le cable est coincé !!!", "le kabl é coinsé"]
)
def test_case_accents_drawn_out_letters_and_phonetic_spelling_do_not_matter(trained, text) -> None:
    assert trained.rank([text])[0][1][0][0] == "cable_stuck"


@pytest.mark.parametrize("text", ["", " ", "🙂", "\x00", "a" * 5000])
def test_no_text_raises(trained, text) -> None:
    assert trained.rank([text])[0][1]


def test_sentences_ranked_together_are_ranked_as_alone(trained) -> None:
    texts = ["le câble est coincé", "j'ai un code promo"]

    together = trained.rank(texts)

    for text, (_topics, families) in zip(texts, together, strict=True):
        alone = trained.rank([text])[0][1]
        assert dict(families) == pytest.approx(dict(alone), abs=0.01)


def problems_of(classifier: TopicClassifier, text: str) -> list:
    message = Message({"text": text})
    classifier.process([message])
    return [one["name"] for one in message.get("problems")]


def test_two_things_told_in_one_sentence_go_out_as_problems(trained) -> None:
    told = problems_of(trained, "le câble est bloqué dans la borne et sinon mon code promo est refusé")

    assert told == ["cable_stuck/cable_stuck", "pricing/promo_code"]


@pytest.mark.parametrize(
    "text",
    [
        "le câble est bloqué dans la voiture",
        "le câble est bloqué dans la voiture et la prise reste verrouillée dans la borne",
        "le câble est bloqué dans la voiture et il pleut beaucoup depuis hier soir",
    ],
)
def test_one_thing_told_is_no_list_of_problems(trained, text) -> None:
    assert problems_of(trained, text) == []


def test_a_temperature_makes_it_less_sure_and_keeps_the_order(trained) -> None:
    sure = trained.rank(["le prix du câble promo"])[0][1]
    trained._config = {**trained._config, "temperature": 2.0}

    cooler = trained.rank(["le prix du câble promo"])[0][1]

    trained._config = {**trained._config, "temperature": 1.0}
    assert [name for name, _ in cooler] == [name for name, _ in sure]
    assert cooler[0][1] < sure[0][1]


def test_a_classifier_that_was_never_trained_says_so(tmp_path) -> None:
    storage = LocalModelStorage.create(tmp_path)
    fresh = TopicClassifier.create(
        TopicClassifier.get_default_config(), storage, Resource("fresh"), ExecutionContext(GraphSchema({}))
    )

    with pytest.raises(RuntimeError, match="trained or loaded"):
        fresh.rank(["bonjour"])


def module_of(folder: Path, source: str) -> ModuleType:
    path = folder / "learnt.py"
    path.write_text(source)
    linecache.clearcache()
    return SourceFileLoader("learnt", str(path)).load_module()


def test_a_change_in_the_code_that_it_learns_through_changes_its_fingerprint(tmp_path: Path) -> None:
    before = source_digest([module_of(tmp_path, "WEIGHT = 1")])

    after = source_digest([module_of(tmp_path, "WEIGHT = 2")])

    assert before != after
    assert TopicClassifier.fingerprint_addon({}) == TopicClassifier.fingerprint_addon({})


def test_every_module_that_the_classifier_learns_through_is_in_its_fingerprint() -> None:
    package = Path(topic_classifier.__file__).parent
    imported = {
        name
        for source in (
            "sentence_features",
            "spelling",
            "normaliser",
            "lexical_features",
            "meaning_model",
            "opinions",
        )
        for name in re.findall(r"^from bump_engine\.(\w+)", (package / f"{source}.py").read_text(), re.M)
    }

    assert imported <= {module.__name__.split(".")[-1] for module in topic_classifier.LEARNT_THROUGH}
