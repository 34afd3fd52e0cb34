"""The ways of understanding are compared on the same sentences, by the same figures."""

import logging
from importlib import resources

import pytest
import structlog
import yaml

from comparison import __main__ as comparison
from comparison import in_rasa
from comparison.data import Case, Example, classifier_settings, drawn, examples


def example(label: str, text: str) -> Example:
    return Example(label, text, "nlu")


MANY = [example("refund/ask_refund", f"rendez mes sous {number}") for number in range(8)]
FEW = [example("pricing/promo_code", "code promo"), example("pricing/kwh", "prix du kWh")]


class Agent:
    """Rasa's agent, for what it ranks."""

    def __init__(self, *ranking) -> None:
        self._ranking = [{"name": name, "confidence": confidence} for name, confidence in ranking]

    async def parse_message(self, _sentence):
        return {"intent_ranking": self._ranking}


def case(text: str, family: str, *alt: str) -> Case:
    return Case(text, family, frozenset({family, *alt}))


def told(sentence: str):
    """Ranks by the first word."""
    first = sentence.split()[0]
    return [(first, 0.7), ("other", 0.2), ("refund", 0.08), ("out_of_scope", 0.02)]


# --- Sentences -----------------------------------------------------------------------------------------------------


def test_examples_are_read_with_their_label_and_the_collection_they_stand_in(tmp_path) -> None:
    (tmp_path / "nlu" / "voices").mkdir(parents=True)
    (tmp_path / "nlu" / "voices" / "refund.yml").write_text(
        "nlu:\n- intent: refund/ask_refund\n  examples: |\n    - mes sous\n    - - un tiret\n"
        "- synonym: CB\n  examples: |\n    - carte\n",
        "utf-8",
    )
    (tmp_path / "facts.yml").write_text("topics: []\n", "utf-8")

    assert examples(tmp_path) == [
        Example("refund/ask_refund", "mes sous", "nlu/voices"),
        Example("refund/ask_refund", "- un tiret", "nlu/voices"),
    ]


def test_a_sample_is_drawn_evenly_from_the_topics_and_is_the_same_each_time() -> None:
    sample = drawn([*MANY, *FEW], 4)

    assert sorted(one.label for one in sample) == [
        "pricing/kwh",
        "pricing/promo_code",
        "refund/ask_refund",
        "refund/ask_refund",
    ]
    assert sample == drawn([*FEW, *MANY], 4)


def test_without_a_size_every_sentence_is_drawn() -> None:
    assert drawn([*MANY, *FEW], None) == [*MANY, *FEW]


def test_the_classifier_is_compared_as_it_is_configured() -> None:
    assert {"temperature", "regularisation", "epochs"} <= set(classifier_settings())


# --- Figures -------------------------------------------------------------------------------------------------------


def test_a_way_is_measured_by_what_it_ranks_first_and_among_the_first_three() -> None:
    cases = [
        case("pricing right", "pricing"),
        case("app_bug fair", "cable_stuck", "app_bug"),
        case("app_bug third", "refund"),
        case("app_bug wrong", "out_of_scope"),
    ]

    found = comparison.measure(told, cases)

    assert (found["strict"], found["lenient"], found["top3"]) == (0.25, 0.5, 0.75)
    assert found["auroc"] == 0.5
    assert found["median_ms"] > 0


def test_the_table_has_a_row_for_each_way_and_no_seconds_where_it_was_trained_before() -> None:
    figures = {"strict": 0.5, "lenient": 0.6, "top3": 0.75, "auroc": 0.9, "median_ms": 4.0}
    results = {
        "one way, 10 sentences": {"train_s": 12.4, "sets": {"plain": figures}},
        "as trained, 99 sentences": {"train_s": None, "sets": {"plain": figures}},
    }

    assert comparison.table(results).splitlines()[2:] == [
        "| one way, 10 sentences | 50.0% 60.0% 75.0% 0.90 | 4.0 | 12 |",
        "| as trained, 99 sentences | 50.0% 60.0% 75.0% 0.90 | 4.0 | - |",
    ]


@pytest.mark.parametrize(("is_ready", "name"), [(False, "a way, 4 sentences"), (True, "a way, 10 sentences")])
def test_what_was_trained_before_is_named_by_all_our_sentences_not_by_the_sample(
    monkeypatch, is_ready, name
) -> None:
    monkeypatch.setattr(comparison, "examples", lambda: [*MANY, *FEW])
    learnt = []

    def learn(sentences, _labels):
        learnt.extend(sentences)
        return told

    sets = {"plain": [case("pricing", "pricing"), case("out_of_scope", "out_of_scope")]}
    result = comparison.compared("a way", comparison.Way(learn, is_ready), 4, sets)

    assert result["name"] == name
    assert result["sentences"] == len(learnt)
    assert (result["train_s"] is None) == is_ready


# --- The command ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (["--only", "DIETT"], "invalid choice: 'DIETT' (choose from 'stock DIET'"),
        (["--sample", "0"], "no whole number from 1 on"),
        (["--sample", "-3"], "no whole number from 1 on"),
        (["--diet-epochs", "many"], "no whole number from 1 on"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_reason(capsys, given, reason) -> None:
    with pytest.raises(SystemExit):
        comparison.main(given)

    assert reason in capsys.readouterr().err


@pytest.fixture
def logging_left_as_it_was():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers[:] = []
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_nothing_but_the_table_is_printed(monkeypatch, capsys, tmp_path, logging_left_as_it_was) -> None:
    def learn(_sentences, _labels):
        structlog.get_logger("rasa").debug("processor.message.parse", text="mes sous")
        return told

    monkeypatch.setattr(comparison, "ways", lambda _epochs: {"a way": comparison.Way(learn)})
    monkeypatch.setattr(comparison, "examples", lambda: FEW)
    monkeypatch.setattr(comparison, "RESULT", tmp_path / "build" / "result.json")
    monkeypatch.setattr(
        comparison,
        "evaluation",
        lambda: {"plain": [case("pricing", "pricing"), case("out_of_scope", "out_of_scope")]},
    )

    comparison.main([])

    printed = capsys.readouterr().out.splitlines()
    assert [line[:11] for line in printed] == ["| way | pla", "|---|---|--", "| a way, 2 "]
    assert list(comparison.read(tmp_path / "build" / "result.json")) == ["a way, 2 sentences"]


# --- Rasa's pipelines ----------------------------------------------------------------------------------------------


def test_stock_diet_is_the_pipeline_of_the_installed_rasa() -> None:
    files = resources.files("rasa.engine.recipes") / "config_files" / "default_config.yml"
    theirs = yaml.safe_load(files.read_text("utf-8"))["pipeline"]

    ours = [
        {key: value for key, value in part.items() if key != "ranking_length"}
        for part in in_rasa.stock_diet(100)
    ]

    assert ours == [part for part in theirs if part["name"] != "ResponseSelector"]


@pytest.mark.parametrize("pipeline", [in_rasa.stock_diet(1), in_rasa.dense_diet(1)])
def test_diet_ranks_every_family(pipeline) -> None:
    (diet,) = [part for part in pipeline if part["name"] == "DIETClassifier"]

    assert diet["ranking_length"] == 0


def test_a_ranking_is_without_the_fallback_that_stands_before_it() -> None:
    rank = in_rasa.ranker(Agent(("nlu_fallback", 0.3), ("refund", 0.2), ("pricing", 0.1)))

    assert rank("mes sous") == [("refund", 0.2), ("pricing", 0.1)]


def test_the_families_are_written_as_rasa_reads_them() -> None:
    written = yaml.safe_load(in_rasa._nlu(["mes sous", "un remboursement"], ["refund/a", "refund/b"]))

    assert written["nlu"] == [{"intent": "refund", "examples": "- mes sous\n- un remboursement\n"}]
