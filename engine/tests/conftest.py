"""Rasa is heavy to import: the lean registry is installed once, before anything else."""

from bump_engine import lean_rasa

lean_rasa.install()
