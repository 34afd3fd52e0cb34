"""Many drivers at once at the Chat API: what is lost, what comes twice, and what the door itself costs."""
