"""Attributions in flattened text: their shapes, where they are, which ones are plausible."""
