"""What people type, as every database can hold it."""


def storable(text: str) -> str:
    """The text without NUL, and with a question mark for half a surrogate pair."""
    return text.replace("\x00", "").encode(errors="replace").decode()
