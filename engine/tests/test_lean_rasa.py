import subprocess
import sys


def test_the_engine_serves_without_tensorflow() -> None:
    code = (
        "from bump_engine import lean_rasa; lean_rasa.install(); "
        "import rasa.core.agent, bump_engine.door_channel, bump_engine.topic_classifier, sys; "
        "print('tensorflow' in sys.modules)"
    )

    printed = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, timeout=120
    )

    assert printed.stdout.strip() == "False", printed.stderr
