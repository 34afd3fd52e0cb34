"""Bump's components for Rasa Open Source 3.6.21, and the server that runs them."""
