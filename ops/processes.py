"""Child processes: each in a group of its own, noted in a pid file, stopped whole, and never another's."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from ops.errors import OpsError
from ops.places import ROOT, RUN

GRACE_S = 10.0
LARGEST_LOG = 5_000_000
_POLL_S = 0.05


@dataclass(frozen=True, slots=True)
class Running:
    """A process that was started, as its pid file tells.

    `born` distinguishes it from a later process that got the same pid. `owner` is the pid of the command that
    will stop it, with that command's own birth, or `up` for one that stays until `make down`. `signature`
    stands for all that it was started with.
    """

    name: str
    pid: int
    born: str
    port: int
    owner: str
    signature: str

    @property
    def is_alive(self) -> bool:
        """Whether that very process still runs."""
        return born(self.pid) == self.born


def born(pid: int) -> str:
    """When a living process began, in the system's own words; empty when it is gone."""
    stat = Path(f"/proc/{pid}/stat")
    if stat.parent.parent.joinpath("self").exists():
        try:
            fields = stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            return ""
        return "" if fields[0] in {"Z", "X"} else fields[19]
    told = subprocess.run(
        ["/bin/ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.split()
    return "" if not told or told[0].startswith("Z") else " ".join(told[1:])


def myself() -> str:
    """This command, as the owner of what it starts."""
    return f"{os.getpid()} {born(os.getpid())}"


def owner_is_gone(owner: str) -> bool:
    """Whether a process outlived the command that should have stopped it."""
    pid, _, birth = owner.partition(" ")
    return pid.isdigit() and born(int(pid)) != birth


def rotated(log: Path, largest: int = LARGEST_LOG) -> int:
    """Put a log of more than `largest` bytes aside as `<log>.1`; the bytes that are in it still."""
    try:
        size = log.stat().st_size
        if size <= largest:
            return size
        log.replace(log.with_name(f"{log.name}.1"))
    except FileNotFoundError:
        pass
    return 0


def start(
    name: str, command: Sequence[str], environment: Mapping[str, str], log: Path
) -> subprocess.Popen[bytes]:
    """Start a child in its own session, at the project's root, its output at the end of a log. Raises `OpsError`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    try:
        with log.open("ab") as output:
            return subprocess.Popen(
                command, cwd=ROOT, env=dict(environment), stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
    except OSError as error:
        raise OpsError(f"The {name} cannot be started ({error.strerror}): run `make install`.") from error


def note(running: Running, folder: Path = RUN) -> None:
    """Write the pid file."""
    folder.mkdir(parents=True, exist_ok=True)
    _pid_file(running.name, folder).write_text(json.dumps(asdict(running)), encoding="utf-8")


def noted(name: str, folder: Path = RUN) -> Running | None:
    """The living process of that name; a pid file whose process is gone is removed."""
    path = _pid_file(name, folder)
    try:
        running = Running(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        path.unlink(missing_ok=True)
        return None
    if running.is_alive:
        return running
    path.unlink(missing_ok=True)
    return None


def stop(processes: Sequence[Running], folder: Path = RUN, grace_s: float = GRACE_S) -> None:
    """End process groups, all at once: SIGTERM, and SIGKILL for what is left after `grace_s` seconds."""
    for running in processes:
        _signal(running, signal.SIGTERM)
    deadline = time.monotonic() + grace_s
    while time.monotonic() < deadline and any(_reaped_alive(running) for running in processes):
        time.sleep(_POLL_S)
    for running in processes:
        if _reaped_alive(running):
            _signal(running, signal.SIGKILL)
        _pid_file(running.name, folder).unlink(missing_ok=True)


def _reaped_alive(running: Running) -> bool:
    with suppress(ChildProcessError):
        os.waitpid(running.pid, os.WNOHANG)
    return running.is_alive


def _signal(running: Running, number: signal.Signals) -> None:
    if not running.is_alive:
        return
    with suppress(ProcessLookupError):
        os.killpg(running.pid, number)


def _pid_file(name: str, folder: Path) -> Path:
    return folder / f"{name}.json"
