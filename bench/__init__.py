"""How long a start and a turn take, beside a stock Rasa bot measured in the same run."""
