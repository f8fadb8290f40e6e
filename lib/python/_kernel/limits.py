"""How much a cell may put out at once. What is longer is cut where it arises, and says so: a page must live with it."""

MOST_TEXT = 100_000
"""Characters of one value's repr, or of one exception's message."""

MOST_RICH = 5_000_000
"""Characters of one value's HTML or picture."""


def cut(text: str, most: int = MOST_TEXT) -> str:
    """The text, or its beginning and how much more there is."""
    if len(text) <= most:
        return text
    return f"{text[:most]}… ({len(text) - most:,} further characters are not shown)"
