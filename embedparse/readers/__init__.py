"""Inputs to documents: one module per format, each recognised by content and name.

Decoding happens here only; what cannot be read becomes a failure with its place and reason.
"""
