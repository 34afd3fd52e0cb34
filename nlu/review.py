"""What drivers wrote and the assistant did not understand well, for a person to label in a spreadsheet."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from actions.faq import SOMETHING_ELSE, STILL_BLOCKED
from actions.understanding import Outcome
from nlu.addresses import mask_addresses
from nlu.errors import NluError
from nlu.importing import LABEL_COLUMN, TEXT_COLUMN
from nlu.parser import Parsed
from support.conversations import Typed
from support.masking import mask
from support.reading.plain import spoken

SIMILAR = 0.6
NO_HELP = frozenset({STILL_BLOCKED.value, SOMETHING_ELSE.value})
GUESSES = 3
SHORTEST_WORDS = 2
COLUMNS = ("groupe", "fois", TEXT_COLUMN, LABEL_COLUMN, "propositions", "confiance")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without personal data, how often it was said, and whether its answer once helped nobody."""

    text: str
    times: int
    was_no_help: bool = False


def masked_sentences(typed: Iterable[Typed]) -> list[Sentence]:
    """The sentences worth a label, masked, each once; those that differ in accents or case alone are one."""
    found: dict[str, Sentence] = {}
    for one in typed:
        clean = " ".join(mask_addresses(mask(one.text)).split())
        key = spoken(clean)
        if len(key.split()) >= SHORTEST_WORDS:
            known = found.get(key, Sentence(clean, 0))
            was_no_help = known.was_no_help or one.next_choice in NO_HELP
            found[key] = Sentence(known.text, known.times + 1, was_no_help)
    return list(found.values())


def is_doubtful(parsed: Parsed, sentence: Sentence) -> bool:
    """Whether the assistant had to ask what was meant, did not understand, or gave an answer that was no help."""
    return sentence.was_no_help or parsed.understanding.outcome is not Outcome.ANSWER


def grouped(doubtful: Sequence[Parsed], similar: float = SIMILAR) -> list[list[Parsed]]:
    """Sentences that resemble one another, the largest group first: each joins the first group whose opener it is
    near (cosine of the vectors, which are of length 1)."""
    groups: list[list[Parsed]] = []
    for one in doubtful:
        home = next((group for group in groups if _cosine(group[0].vector, one.vector) >= similar), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return sorted(groups, key=len, reverse=True)


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(left * right for left, right in zip(one, other, strict=True))


def write_spreadsheet(
    groups: Sequence[Sequence[Parsed]], times: Mapping[str, int], titles: Mapping[str, str], path: Path
) -> int:
    """Write the groups as CSV that French spreadsheets open by a double click; the number of sentences.

    `sujet` is empty, for the person to fill with a title, of which the three likeliest are proposed beside it.
    Raises `NluError` when the file cannot be written.
    """
    rows = [
        _row(number, times.get(one.text, 1), one, titles)
        for number, group in enumerate(groups, start=1)
        for one in group
    ]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows([COLUMNS, *rows])
    except OSError as error:
        raise NluError(f"{path} cannot be written: {error.strerror}.") from error
    return len(rows)


def _row(number: int, times: int, one: Parsed, titles: Mapping[str, str]) -> tuple[str, ...]:
    guesses = [titles.get(topic.name, topic.name) for topic in one.understanding.topics[:GUESSES]]
    confidence = f"{one.understanding.confidence:.2f}".replace(".", ",")
    return str(number), str(times), _as_text(one.text), "", " | ".join(guesses), confidence


def _as_text(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
