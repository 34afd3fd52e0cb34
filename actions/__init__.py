"""The dialogue: from what a person said to calls of `support` and named responses."""
