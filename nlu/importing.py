"""Labelled sentences brought into `data/nlu/`: validated, deduplicated, sorted."""

import csv
import io
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nlu.errors import NluError
from nlu.evaluation_sets import resembling
from nlu.training_files import Example, as_one_line, read_examples, write_family

SHORTEST, LONGEST = 2, 400
_QUOTED_FORMULA = "'"
TEXT_COLUMN, LABEL_COLUMN = "phrase", "sujet"


@dataclass(slots=True)
class Imported:
    """What became of the sentences of a file; `refused` says the reason of each."""

    added: list[Example] = field(default_factory=list)
    already_known: int = 0
    measured: int = 0
    unlabelled: int = 0
    refused: list[str] = field(default_factory=list)


def read_labelled(path: Path) -> list[tuple[str, str]]:
    """(sentence, label as typed) of a spreadsheet (CSV with `phrase` and `sujet`) or of JSON lines.

    Raises `NluError` when the file is neither.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NluError(f"{path} cannot be read: {error}. Save it as CSV in UTF-8.") from error
    return _from_json(content, path) if path.suffix == ".jsonl" else _from_csv(content, path)


def _from_json(content: str, path: Path) -> list[tuple[str, str]]:
    try:
        lines = [json.loads(line) for line in content.splitlines() if line.strip()]
        return [(str(line["text"]), str(line["label"])) for line in lines]
    except (ValueError, KeyError, TypeError) as error:
        raise NluError(f'{path}: each line must be {{"text", "label"}}.') from error


def _from_csv(content: str, path: Path) -> list[tuple[str, str]]:
    first = content.splitlines()[0] if content else ""
    separator = ";" if first.count(";") >= first.count(",") else ","
    rows = csv.DictReader(io.StringIO(content), delimiter=separator)
    if rows.fieldnames is None or not {TEXT_COLUMN, LABEL_COLUMN} <= set(rows.fieldnames):
        raise NluError(f"{path} needs the columns « {TEXT_COLUMN} » and « {LABEL_COLUMN} ».")
    return [
        (str(row[TEXT_COLUMN] or "").removeprefix(_QUOTED_FORMULA), str(row[LABEL_COLUMN] or ""))
        for row in rows
    ]


def labels_by_name(labels: Iterable[str], titles: Mapping[str, str]) -> dict[str, str]:
    """Every way to write a label, in small letters: itself, its topic where one family alone has it, its title."""
    labels = list(labels)
    topics = Counter(label.split("/")[-1] for label in labels)
    names = {label.lower(): label for label in labels}
    names |= {label.split("/")[-1].lower(): label for label in labels if topics[label.split("/")[-1]] == 1}
    return names | {title.lower(): label for label, title in titles.items()}


def import_sentences(
    sentences: Sequence[tuple[str, str]],
    names: Mapping[str, str],
    data: Path,
    measured: Collection[str],
    collection: str,
) -> Imported:
    """Write the new sentences into `data/nlu/<collection>/<family>.yml`, beside what those files hold.

    `names` maps what may be typed as a label to the label. A sentence that is in the data already, or that resembles
    one of the measured sentences, is left out; a label that nobody knows is refused.
    """
    done = Imported()
    known = {example.key: example for example in read_examples(data)}
    fresh: dict[str, Example] = {}
    for text, typed in sentences:
        line = as_one_line(text)
        if not typed.strip():
            done.unlabelled += 1
        elif (label := names.get(typed.strip().lower())) is None:
            done.refused.append(f"« {typed} » n'est pas un sujet connu ({line[:60]})")
        elif not SHORTEST <= len(line) <= LONGEST:
            done.refused.append(f"longueur de {len(line)} caractères ({line[:60]})")
        else:
            example = Example(label, line)
            twin = known.get(example.key) or fresh.get(example.key)
            if twin is None:
                fresh[example.key] = example
            elif twin.label == label:
                done.already_known += 1
            else:
                done.refused.append(f"déjà rangée sous « {twin.label} », pas « {label} » ({line[:60]})")
    too_near = {example.key for example, _ in resembling(fresh.values(), list(measured))}
    done.measured = len(too_near)
    done.added = [example for key, example in fresh.items() if key not in too_near]
    _write(done.added, data / "nlu" / collection)
    return done


def _write(added: Iterable[Example], folder: Path) -> None:
    by_family: dict[str, list[Example]] = {}
    for example in added:
        by_family.setdefault(example.family, []).append(example)
    already = list(read_examples(folder)) if folder.exists() else []
    for family, examples in by_family.items():
        kept = [example for example in already if example.family == family]
        write_family(folder / f"{family}.yml", [*kept, *examples])
