"""`rasa data validate` on the real data: no error, and no warning but the three kinds that our design implies."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = (
    # The actions choose the responses; a test of the actions checks that each one is used.
    re.compile(r"The utterance 'utter_\S+' is not used in any story or rule"),
    # Only the door sends these: nobody can type them.
    re.compile(
        r"The intent '(choice|open_conversation|silence)' is listed in the domain file, but is not found"
    ),
    # Rasa lists every retrieval intent twice: in domain.yml, where rules need it, and with its examples.
    re.compile(r"The following duplicated intents have been found across multiple domain files"),
)


def test_the_training_data_are_valid() -> None:
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "rasa", "data", "validate"],
        cwd=ROOT,
        env={
            "PATH": "",
            "PYTHONPATH": "engine",
            "RASA_TELEMETRY_ENABLED": "false",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        },
        capture_output=True,
        text=True,
        timeout=300,
    )

    warnings = re.findall(r"UserWarning: (.*)", run.stdout + run.stderr)
    unexpected = [line for line in warnings if not any(kind.search(line) for kind in EXPECTED)]
    assert unexpected == []
    assert run.returncode == 0, run.stderr[-2000:]
