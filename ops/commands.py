"""What each command of `python -m ops` does."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ops.errors import OpsError
from ops.fingerprint import fingerprint, model_sources, service_sources
from ops.ports import require_free
from ops.preparation import one_at_a_time, place_demo, prepare_database, prepared_settings, say
from ops.processes import Running, myself, noted, owner_is_gone, stop
from ops.services import (
    Service,
    as_environment,
    chat_url,
    is_answering,
    services,
    start_all,
    state_of,
    wait_until_answering,
)
from ops.training import ensure_model, noted_model
from support.charging.demo import DEMO_DRIVERS
from support.settings import Settings

STAYS = "up"


def train(*, force: bool) -> None:
    """Train the model when there is none, when what it is made of changed, or when forced."""
    settings = prepared_settings()
    with one_at_a_time():
        if not _train(settings, force=force):
            known = noted_model(settings.models_dir)
            say(f"The model {known.name if known else ''} is up to date.")


def demo_data() -> None:
    """Place the demonstration around now."""
    place_demo(prepared_settings())
    say("The demonstration is in place around now: " + ", ".join(DEMO_DRIVERS) + ".")


def up() -> None:
    """Start what is not running, restart what runs on something old, and leave all in the background."""
    settings = prepared_settings()
    with one_at_a_time():
        wanted, sources = services(settings), _sources()
        running = _running(wanted)
        _require_startable(wanted, running)
        _train(settings, force=False)
        prepare_database(settings, demo=True)
        if _is_up(running, wanted) and _is_fresh(running, wanted, sources) and is_answering(settings):
            say(f"Already up: {_places(settings)}.")
            return
        stop(running)
        _start(settings, wanted, STAYS, sources)
    say(f"Up: {_places(settings)}. `make down` ends it.")


def run() -> None:
    """Start everything with the demo pages, say where, and stop at Ctrl-C what was started here."""
    settings = prepared_settings()
    if "demo_pages" not in settings.model_fields_set:
        settings = settings.model_copy(update={"demo_pages": True})
    with _served(settings):
        say(f"The assistant is at {chat_url(settings)}/ and the app's page at {chat_url(settings)}/app")
        say("Ctrl-C stops it.")
        signal.pause()


def down() -> None:
    """Stop what `up` started, and what a chat that was killed left behind."""
    settings = prepared_settings()
    with one_at_a_time():
        running = _running(services(settings))
        ours = [one for one in running if one.owner == STAYS or owner_is_gone(one.owner)]
        stop(ours)
    names = " and ".join(one.name for one in ours)
    say(f"Stopped: {names}." if ours else "Nothing to stop.")


def chat(alias: str) -> int:
    """Talk in the terminal as a demo driver; the exit code. Stops what it started, and only that."""
    from chat import terminal

    known = (*DEMO_DRIVERS, terminal.ANONYMOUS)
    if alias not in known:
        raise OpsError(f"Unknown driver « {alias} »: AS= takes {', '.join(known)}.")
    settings = prepared_settings()
    os.environ.update(as_environment(settings))
    with _served(settings):
        return terminal.main(["--as", alias])


@contextmanager
def _served(settings: Settings) -> Iterator[None]:
    mine: Sequence[Running] = ()
    try:
        with one_at_a_time():
            wanted, sources = services(settings), _sources()
            running = _running(wanted)
            _require_startable(wanted, running)
            _train(settings, force=False)
            prepare_database(settings, demo=True)
            if _is_up(running, wanted):
                _use_what_is_up(settings, running, wanted, sources)
            else:
                stop(running)
                mine = _start(settings, wanted, myself(), sources)
        yield
    finally:
        stop(mine)


def _use_what_is_up(
    settings: Settings, running: Sequence[Running], wanted: Sequence[Service], sources: str
) -> None:
    if not is_answering(settings):
        raise OpsError("What `make up` started does not answer: `make up` restarts it.")
    say("Using what `make up` started.")
    if not _is_fresh(running, wanted, sources):
        say("They were started before the last changes: `make up` restarts them.")


def _places(settings: Settings) -> str:
    return (
        f"Chat API at {chat_url(settings)}, "
        f"engine on port {settings.engine_port}, actions on {settings.actions_port}"
    )


def _train(settings: Settings, *, force: bool) -> bool:
    trained = ensure_model(settings.models_dir, force=force)
    if trained:
        say(f"Trained the model {trained.name} in {trained.train_s:.0f} s.")
    return trained is not None


def _sources() -> str:
    return fingerprint([*service_sources(), *model_sources()])


def _running(wanted: Sequence[Service]) -> list[Running]:
    return [found for service in wanted if (found := noted(service.name))]


def _is_up(running: Sequence[Running], wanted: Sequence[Service]) -> bool:
    return len(running) == len(wanted) and all(one.owner == STAYS for one in running)


def _is_fresh(running: Sequence[Running], wanted: Sequence[Service], sources: str) -> bool:
    return all(
        one.signature == service.signature(sources) for one, service in zip(running, wanted, strict=True)
    )


def _require_startable(wanted: Sequence[Service], running: Sequence[Running]) -> None:
    """Raises `OpsError` when another chat owns a process, or another program a port."""
    for one in running:
        if one.owner != STAYS and not owner_is_gone(one.owner):
            raise OpsError(
                f"The {one.name} belongs to another `make chat` (process {one.owner.split()[0]}): "
                "end it first, or use `make up`, which several chats can share."
            )
    held = {one.port for one in running}
    for service in wanted:
        if service.port not in held:
            require_free(service.port, service.setting)


def _start(settings: Settings, wanted: Sequence[Service], owner: str, sources: str) -> list[Running]:
    """Start services and wait for their first answer; on any failure nothing is left half started."""
    say("Starting the assistant...")
    began = time.monotonic()
    children = start_all(wanted, owner, sources)
    started = [one.running for one in children]
    try:
        wait_until_answering(lambda: state_of(settings), children)
    except BaseException:
        stop(started)
        raise
    say(f"Ready in {time.monotonic() - began:.0f} s.")
    return started
