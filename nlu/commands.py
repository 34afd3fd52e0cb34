"""What each command of `python -m nlu` does."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import yaml
from rich.console import Console

from actions.articles import load_catalogue
from actions.faq import CONTACT_TITLES
from nlu import evaluation
from nlu.evaluation_sets import read_lines, read_set
from nlu.importing import import_sentences, labels_by_name, read_labelled
from nlu.parser import parse
from nlu.review import grouped, is_doubtful, masked_sentences, write_spreadsheet
from nlu.training_files import read_examples
from ops.places import ROOT
from support.composition import compose
from support.settings import load_settings

DATA = ROOT / "data"
SETS = ROOT / "tests" / "nlu"
DANGER_SETS = ROOT / "tests" / "danger"
REVIEWED = "reviewed"
DANGER = "danger"


def families() -> list[str]:
    """The families that a sentence may be labelled with."""
    taxonomy = yaml.safe_load((DATA / "knowledge" / "taxonomy.yml").read_text(encoding="utf-8"))
    return [*taxonomy["families"], DANGER]


def measured_texts() -> list[str]:
    """Every sentence of our own evaluation sets, those of dangers and of what only sounds like one among them."""
    sets = [one.text for path in sorted(SETS.glob("*.jsonl")) for one in read_set(path, families())]
    return [*sets, *(text for path in sorted(DANGER_SETS.glob("*.txt")) for text in read_lines(path))]


def titles() -> Mapping[str, str]:
    """The title of each topic that people read about, by label."""
    return {**{topic: article.title for topic, article in load_catalogue().items()}, **CONTACT_TITLES}


def evaluate(file: Path, out: Path | None, console: Console) -> None:
    """Measure the trained model on a set of `{"text", "family", "alt"}`."""
    judged = evaluation.judge(read_set(file, families()), load_settings().models_dir)
    evaluation.show(judged, file.name, console)
    if out is not None:
        evaluation.write(judged, out)


def review(out: Path, days: int, console: Console) -> None:
    """Gather the sentences of the last days that were not understood, masked and grouped, into a spreadsheet."""
    settings = load_settings()
    support = compose(settings)
    sentences = masked_sentences(support.messages.typed_since(support.clock() - timedelta(days=days)))
    parsed = parse([one.text for one in sentences], settings.models_dir, vectors=True)
    doubtful = [one for one, sentence in zip(parsed, sentences, strict=True) if is_doubtful(one, sentence)]
    times = {one.text: one.times for one in sentences}
    doubtful.sort(key=lambda one: -times[one.text])
    written = write_spreadsheet(grouped(doubtful), times, titles(), out)
    console.print(f"{written} phrases à classer, sur {len(sentences)} lues, dans {out}.", markup=False)
    console.print(
        f"Remplissez la colonne « sujet », enregistrez en CSV, puis : make nlu-import FILE={out}",
        markup=False,
    )


def import_file(file: Path, console: Console) -> None:
    """Bring the labelled sentences of a file into `data/nlu/reviewed/`."""
    labels = sorted({example.label for example in read_examples(DATA)})
    done = import_sentences(
        read_labelled(file), labels_by_name(labels, titles()), DATA, measured_texts(), REVIEWED
    )
    console.print(
        f"{len(done.added)} phrases ajoutées, {done.already_known} déjà connues, {done.unlabelled} sans sujet, "
        f"{done.measured} trop proches d'une phrase d'évaluation, {len(done.refused)} refusées."
    )
    for reason in done.refused:
        console.print(f"  {reason}", markup=False)
    if done.added:
        console.print("Ensuite : make train, puis make nlu-eval FILE=tests/nlu/plain.jsonl")
