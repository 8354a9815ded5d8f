"""Where bodies begin and end: layout, candidates, constraints, features, and the decoder with its weights."""
