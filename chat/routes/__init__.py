"""The routes of the Chat API, by subject."""
