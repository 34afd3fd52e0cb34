"""Each program runs in a process of its own, for logging is configured once in a process."""

import subprocess
import sys
from pathlib import Path

import pytest

from bump_engine.log_masking import mask

ENGINE = Path(__file__).resolve().parent.parent
TYPED = "jean dupont habite Nantes"


def logged(program: str, level: str = "DEBUG") -> str:
    begin = (
        "import logging, structlog\n"
        "from bump_engine.log_masking import configure_logging\n"
        f"configure_logging({level!r})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", begin + program], cwd=ENGINE, capture_output=True, text=True, check=True
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("écrire à jean.dupont@exemple.fr svp", "écrire à <e-mail> svp"),
        ("au 06 12 34 56 78", "au <téléphone>"),
        ("au +33 6 12 34 56 78.", "au <téléphone>."),
        ("carte 4970 1012 3456 7890", "carte <carte>"),
        ("iban FR76 3000 6000 0112 3456 7890 189", "iban <IBAN>"),
        ("iban fr7630006000011234567890189", "iban <IBAN>"),
        ("plaque AB-123-CD", "plaque <plaque>"),
    ],
)
def test_personal_data_are_masked(text, masked) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    ["2026-11-23 05:37:55,123 WARNING rasa", "port 5105, 503 in 12.5 ms", "at 200 ms", "FR*BMP*E1234*1"],
)
def test_what_is_not_personal_stays(text) -> None:
    assert mask(text) == text


def test_a_record_is_masked() -> None:
    assert "<e-mail>" in logged("logging.getLogger('a').warning('from %s', 'jean@exemple.fr')")


def test_an_exception_tells_its_type_and_place_and_not_its_message() -> None:
    told = logged(
        "def turn():\n    raise ValueError(" + repr(TYPED).replace("dupont", "' 'dupont") + ")\n"
        "try:\n    turn()\nexcept ValueError as error:\n"
        "    try:\n        raise RuntimeError(str(error)) from error\n"
        "    except RuntimeError:\n        logging.getLogger('a').exception('turn failed')\n"
    )

    assert "turn failed" in told
    assert "builtins.ValueError" in told
    assert "builtins.RuntimeError" in told
    assert "in turn" in told
    assert TYPED not in told


def test_a_structured_record_tells_its_event_and_not_its_values() -> None:
    told = logged(
        f"structlog.get_logger().warning('interpolator.text', event_info='No slot.', text={TYPED!r})"
    )

    assert "interpolator.text No slot." in told
    assert TYPED not in told


def test_a_structured_exception_shows_no_variable() -> None:
    told = logged(
        "def fill(values):\n    return {}[values['key']]\n"
        f"try:\n    fill({{'key': 'a', 'summary': ' '.join({TYPED.split()!r})}})\n"
        "except KeyError:\n    structlog.get_logger().exception('interpolation')\n"
    )

    assert "interpolation" in told
    assert "KeyError" in told
    assert TYPED not in told


@pytest.mark.parametrize("name", ["rasa.core.processor", "sqlalchemy.engine.Engine"])
def test_what_logs_the_words_of_people_never_goes_below_warning(name) -> None:
    assert TYPED not in logged(f"logging.getLogger({name!r}).info({TYPED!r})")
