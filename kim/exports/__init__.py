"""Renderers: one for each output, all of the same finished charts."""
