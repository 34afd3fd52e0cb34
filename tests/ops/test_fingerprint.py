"""When a model is out of date: by what its sources contain, never by their dates."""

import os
from pathlib import Path

import pytest

from ops.fingerprint import fingerprint, model_sources


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {
        "domain.yml": "intents: []",
        "config.yml": "language: fr",
        "data/faq/badge.yml": "nlu: []",
        "data/knowledge/bump-facts.yml": "facts: []",
        "engine/bump_engine/classifier.py": "K = 1",
        "engine/uv.lock": "version = 1",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    return tmp_path


def of_model(project: Path) -> str:
    return fingerprint(model_sources(project), project)


@pytest.mark.parametrize(
    "source",
    ["domain.yml", "config.yml", "data/faq/badge.yml", "engine/bump_engine/classifier.py", "engine/uv.lock"],
)
def test_a_changed_source_changes_the_fingerprint(project: Path, source: str) -> None:
    before = of_model(project)
    (project / source).write_text("changed")
    assert of_model(project) != before


def test_a_new_article_changes_the_fingerprint(project: Path) -> None:
    before = of_model(project)
    (project / "data/faq/cable.yml").write_text("")
    assert of_model(project) != before


def test_a_renamed_article_changes_the_fingerprint(project: Path) -> None:
    before = of_model(project)
    (project / "data/faq/badge.yml").rename(project / "data/faq/pass.yml")
    assert of_model(project) != before


def test_the_knowledge_files_do_not_count(project: Path) -> None:
    before = of_model(project)
    (project / "data/knowledge/bump-facts.yml").write_text("facts: [other]")
    assert of_model(project) == before


def test_a_fresh_checkout_of_the_same_files_has_the_same_fingerprint(project: Path) -> None:
    before = of_model(project)
    os.utime(project / "domain.yml", (0, 0))
    assert of_model(project) == before


def test_compiled_files_do_not_count(project: Path) -> None:
    before = of_model(project)
    cache = project / "engine/bump_engine/__pycache__"
    cache.mkdir()
    (cache / "classifier.py").write_text("")
    assert of_model(project) == before
