"""What can go wrong in the workshop; each ends as one line for a person."""


class NluError(Exception):
    """A file, a label or a model cannot be used; the message says which and what to do."""
