"""How well the readers find the entities of the annotated sentences.

`python -m tests.entities.measure` prints it, `python -m tests.entities.measure unseen` for the set that no reader was
fitted to.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from support.reading.devices import read_platform
from support.reading.evse_ids import read_evse_id, read_evse_station
from support.reading.means import Means, read_means
from support.reading.moments import PARIS, Moment, read_moment
from support.reading.plain import spoken
from support.reading.plates import read_licence_plate
from support.reading.quantities import read_euros, read_kwh
from support.reading.towns import read_towns

SET = Path(__file__).with_name("entities.jsonl")
KINDS = ("evse_id", "town", "date", "hour", "amount", "energy", "means", "platform", "licence_plate")
LONGEST_SPAN_OF_A_DAY = timedelta(days=5, seconds=1)
MARGINS = (timedelta(minutes=30), timedelta(hours=1))
UNDATED_NOW = datetime(2026, 3, 18, 14, tzinfo=UTC)
MEANS = {
    "app": Means.APP,
    "badge": Means.BADGE,
    "card": Means.BANK_CARD,
    "contactless": Means.BANK_CARD,
    "apple_pay": Means.BANK_CARD,
    "google_pay": Means.BANK_CARD,
}


@dataclass(frozen=True, slots=True)
class Annotated:
    """A sentence, when it was written (aware), and the values it holds by kind of entity."""

    text: str
    now: datetime
    entities: Mapping[str, Sequence[str]]


@dataclass
class Score:
    """What was found of one kind: right, wrong, missed; the failures in words."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was read that is right."""
        return self.right / (self.right + self.wrong or 1)

    @property
    def recall(self) -> float:
        """The share of what was told that was read."""
        return self.right / (self.right + self.missed or 1)


def read_annotated(path: Path = SET) -> list[Annotated]:
    """The lines of a set: `{"text", "now"?, "entities": {kind: [values]}}`."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Annotated(line["text"], _when(line), line["entities"]) for line in lines]


def score(sentences: Sequence[Annotated]) -> dict[str, Score]:
    """The score of each kind over these sentences, by the readers that the declarations use."""
    scores = {kind: Score() for kind in KINDS}
    for sentence in sentences:
        moment = read_moment(sentence.text, sentence.now)
        for kind, read in _read(sentence.text).items():
            _count(scores[kind], sentence, _expected(kind, sentence), read)
        days = sentence.entities.get("date", ())
        _count(scores["date"], sentence, set(days), _dates(moment, days))
        hours = sentence.entities.get("hour", ())
        _count(scores["hour"], sentence, set(hours), _hours(moment, hours))
    return scores


def _when(line: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(line["now"]) if "now" in line else UNDATED_NOW


def _read(text: str) -> dict[str, set[str]]:
    amount, energy = read_euros(text), read_kwh(text)
    return {
        "evse_id": _given(read_evse_id(text) or read_evse_station(text)),
        "town": {_town(name) for name in read_towns(text)},
        "amount": _given(None if amount is None else f"{amount:.2f}"),
        "energy": _given(None if energy is None else f"{energy:.3f}"),
        "means": _given(read_means(text)),
        "platform": _given(read_platform(text)),
        "licence_plate": _given(read_licence_plate(text)),
    }


def _expected(kind: str, sentence: Annotated) -> set[str]:
    values = sentence.entities.get(kind, ())
    written = {
        "amount": lambda value: f"{float(value):.2f}",
        "energy": lambda value: f"{float(value):.3f}",
        "town": _town,
        "means": lambda value: MEANS[value],
        "platform": lambda value: {"ios": "iOS", "android": "Android"}[value],
    }.get(kind, str)
    return {str(written(value)) for value in values}


def _given(value: object) -> set[str]:
    return {str(value)} if value else set()


def _town(name: str) -> str:
    return spoken(name).replace("saint ", "st ")


def _dates(moment: Moment | None, told: Sequence[str]) -> set[str]:
    """The days told that lie in the interval read (which tells a day, a few at most), or else its middle."""
    if moment is None or not moment.has_date or moment.end - moment.start > LONGEST_SPAN_OF_A_DAY:
        return set()
    first, last = (at.astimezone(PARIS).date().isoformat() for at in (moment.start, moment.end))
    middle = (moment.start + (moment.end - moment.start) / 2).astimezone(PARIS).date().isoformat()
    return {day for day in told if first <= day <= last} or {middle}


def _hours(moment: Moment | None, told: Sequence[str]) -> set[str]:
    """The hours told that the interval read was built around, or its ends; or else its middle."""
    if moment is None or not moment.has_hour:
        return set()
    middle = moment.start + (moment.end - moment.start) / 2
    at = [middle, *(moment.start + margin for margin in MARGINS)]
    ends = [moment.start, moment.end] if len(told) == 2 else []  # noqa: PLR2004
    read = {one.astimezone(PARIS).strftime("%H:%M") for one in (*at, *ends)}
    return set(told) & read or {middle.astimezone(PARIS).strftime("%H:%M")}


def _count(score: Score, sentence: Annotated, told: set[str], read: set[str]) -> None:
    score.right += len(told & read)
    score.wrong += len(read - told)
    score.missed += len(told - read)
    if told != read:
        said = " and ".join(sorted(told)) or "nothing"
        score.failures.append(
            f"« {sentence.text} » holds {said}, read {' and '.join(sorted(read)) or 'nothing'}"
        )


def main() -> None:
    """Print precision and recall by kind, then what fails."""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    sentences = read_annotated(SET.with_name(f"{sys.argv[1]}.jsonl") if len(sys.argv) > 1 else SET)
    scores = score(sentences)
    table = Table("entity", "told", "precision", "recall", title=f"{len(sentences)} sentences")
    for kind, one in scores.items():
        table.add_row(kind, str(one.right + one.missed), f"{one.precision:.3f}", f"{one.recall:.3f}")
    console.print(table)
    for kind, one in scores.items():
        for failure in one.failures:
            console.print(f"{kind}: {failure}")


if __name__ == "__main__":
    main()
