"""The business of Bump's driver support, free of Rasa and of the web."""
