"""The public door: who is talking, what was said, and the way to the engine."""
