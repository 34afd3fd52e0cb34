import pytest

from bump_engine.action_results import MalformedActionResult, check_action_result


def test_a_well_formed_answer_passes() -> None:
    answer = {"events": [{"event": "slot", "name": "a", "value": 1}], "responses": [{"text": "b"}]}

    assert check_action_result(None, answer)


@pytest.mark.parametrize(
    "answer", [None, [], {"events": {}}, {"events": [{}]}, {"events": ["slot"]}, {"responses": ["a"]}]
)
def test_any_other_answer_is_refused(answer) -> None:
    with pytest.raises(MalformedActionResult):
        check_action_result(None, answer)
