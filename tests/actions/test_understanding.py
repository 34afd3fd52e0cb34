import pytest

from actions.understanding import (
    ANSWER_CONFIDENCE,
    ANSWER_MARGIN,
    CHOICE_CONFIDENCE,
    Outcome,
    Ranked,
    Understanding,
    read_understanding,
)


def ranked(*confidences: float) -> Understanding:
    families = [Ranked(f"family_{rank}", sure) for rank, sure in enumerate(confidences)]
    return Understanding("family_0", confidences[0], families)


@pytest.mark.parametrize(
    ("confidences", "outcome"),
    [
        ((0.9, 0.05), Outcome.ANSWER),
        ((ANSWER_CONFIDENCE,), Outcome.ANSWER),
        ((ANSWER_CONFIDENCE, ANSWER_CONFIDENCE / ANSWER_MARGIN - 0.01), Outcome.ANSWER),
        ((ANSWER_CONFIDENCE, ANSWER_CONFIDENCE / ANSWER_MARGIN + 0.01), Outcome.CHOOSE),
        ((ANSWER_CONFIDENCE - 0.01, 0.01), Outcome.CHOOSE),
        ((0.5, 0.5), Outcome.CHOOSE),
        ((CHOICE_CONFIDENCE, CHOICE_CONFIDENCE - 0.01), Outcome.CHOOSE),
        ((CHOICE_CONFIDENCE - 0.01, 0.01), Outcome.LOST),
        ((0.0,), Outcome.LOST),
    ],
)
def test_sure_is_answered_hesitant_is_asked_and_lost_is_admitted(
    confidences: tuple[float, ...], outcome: Outcome
) -> None:
    assert ranked(*confidences).outcome is outcome


def test_an_answer_needs_to_be_likelier_than_a_mere_choice_and_than_its_runner_up() -> None:
    assert 0 < CHOICE_CONFIDENCE < ANSWER_CONFIDENCE < 1 < ANSWER_MARGIN


def test_the_topic_is_the_best_of_the_leading_family() -> None:
    understanding = Understanding(
        "refund",
        0.6,
        topics=(
            Ranked("pricing/price_components", 0.5),
            Ranked("refund/refund_status", 0.4),
            Ranked("refund/ask_refund", 0.2),
        ),
    )

    assert understanding.topic == "refund/refund_status"


def test_a_family_without_topic_is_its_own_topic() -> None:
    assert Understanding("silence", 1.0).topic == "silence"


def test_being_sure_needs_the_family_and_the_confidence() -> None:
    understanding = Understanding("danger", 0.5)

    assert understanding.is_sure_of("danger", 0.5)
    assert not understanding.is_sure_of("danger", 0.51)
    assert not understanding.is_sure_of("refund", 0.1)


def test_rasas_message_is_read() -> None:
    understanding = read_understanding(
        {
            "text": "remboursez moi à Lyon",
            "intent": {"name": "refund", "confidence": 0.8},
            "intent_ranking": [
                {"name": "refund", "confidence": 0.8},
                {"name": "pricing", "confidence": 0.1},
            ],
            "topics": [{"name": "refund/ask_refund", "confidence": 0.7}],
            "entities": [{"entity": "LOC", "value": "Lyon"}, {"entity": "PER", "value": "Claire"}],
        }
    )

    assert (understanding.intent, understanding.confidence) == ("refund", 0.8)
    assert understanding.families == [Ranked("refund", 0.8), Ranked("pricing", 0.1)]
    assert understanding.topic == "refund/ask_refund"
    assert understanding.places == ["Lyon"]


def test_rankings_may_be_in_the_parse_data() -> None:
    understanding = read_understanding(
        {
            "intent": {"name": "refund", "confidence": 0.8},
            "parse_data": {
                "intent_ranking": [{"name": "refund", "confidence": 0.8}],
                "topics": [{"name": "refund/ask_refund", "confidence": 0.7}],
            },
        }
    )

    assert understanding.families == [Ranked("refund", 0.8)]
    assert understanding.topic == "refund/ask_refund"


@pytest.mark.parametrize(
    "message", [{}, {"intent": None, "entities": None}, {"intent": {"name": None, "confidence": None}}]
)
def test_a_message_without_understanding_is_lost(message: dict[str, object]) -> None:
    understanding = read_understanding(message)

    assert (understanding.intent, understanding.outcome) == ("", Outcome.LOST)
