"""Everyday operations: train, start, stop, and what `make` calls."""
