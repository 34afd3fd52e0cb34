"""The declarations: what is asked, how an answer is read, and what becomes of it."""
