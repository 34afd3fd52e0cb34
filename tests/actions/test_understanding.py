import pytest

from actions.understanding import (
    ASKED_TO_REPHRASE,
    NEIGHBOURING_ANSWER,
    NO_RIGHT_CHOICE,
    RIGHT_CHOICE_OFFERED,
    WRONG_ANSWER,
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
        ((0.7, 0.2, 0.05), Outcome.ANSWER),
        ((0.6, 0.3, 0.05), Outcome.CHOOSE),
        ((0.5, 0.5), Outcome.CHOOSE),
        ((0.25, 0.15, 0.1, 0.1), Outcome.CHOOSE),
        ((0.45, 0.01, 0.01), Outcome.ANSWER),
        ((0.2, 0.1, 0.05, 0.05), Outcome.LOST),
        ((0.0,), Outcome.LOST),
    ],
)
def test_the_outcome_is_the_one_that_costs_least(confidences: tuple[float, ...], outcome: Outcome) -> None:
    assert ranked(*confidences).outcome is outcome


def within_a_family(*confidences: float) -> Understanding:
    topics = [Ranked(f"payment_method/topic_{rank}", sure) for rank, sure in enumerate(confidences)]
    return Understanding("payment_method", 0.98, [Ranked("payment_method", 0.98)], topics)


@pytest.mark.parametrize(
    ("confidences", "is_torn"),
    [((0.9, 0.08), False), ((0.6, 0.2, 0.18), False), ((0.49, 0.48, 0.01), True), ((0.4, 0.3, 0.2), True)],
)
def test_it_is_torn_when_no_topic_of_a_sure_family_stands_out(
    confidences: tuple[float, ...], is_torn: bool
) -> None:
    assert within_a_family(*confidences).is_torn is is_torn


def test_it_is_not_torn_between_topics_while_the_family_is_open() -> None:
    assert not Understanding(
        "refund", 0.3, [Ranked("refund", 0.3)], [Ranked("refund/ask_refund", 0.1)]
    ).is_torn


def test_a_family_known_for_sure_offers_its_own_topics() -> None:
    offered = [one.name for one in within_a_family(0.4, 0.3, 0.2, 0.08).offered]

    assert offered == ["payment_method/topic_0", "payment_method/topic_1", "payment_method/topic_2"]


def test_a_wrong_answer_costs_more_than_useless_choices_and_these_more_than_asking_again() -> None:
    assert 0 < RIGHT_CHOICE_OFFERED < ASKED_TO_REPHRASE < NO_RIGHT_CHOICE < WRONG_ANSWER
    assert RIGHT_CHOICE_OFFERED < NEIGHBOURING_ANSWER < WRONG_ANSWER


def test_a_fourth_family_is_not_offered_and_so_counts_for_nothing() -> None:
    assert ranked(0.13, 0.13, 0.13, 0.6).outcome is Outcome.LOST


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
