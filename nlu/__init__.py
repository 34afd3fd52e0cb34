"""The workshop of understanding: measuring it, and feeding it with what people really wrote."""
