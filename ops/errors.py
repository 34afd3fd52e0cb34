"""What stops an operation, in one line that says what to do."""


class OpsError(Exception):
    """Its text is shown as it is, on one line, and the command exits with 1."""
