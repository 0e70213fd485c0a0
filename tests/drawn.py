"""What is in a drawn figure."""


def trace(drawn: dict, name: str) -> dict:
    """The trace of a figure of Plotly that is called so."""
    return next(found for found in drawn["data"] if found["name"] == name)
