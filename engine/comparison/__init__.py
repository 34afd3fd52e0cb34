"""Ways of understanding, trained on the same sentences and measured on the same sets."""
