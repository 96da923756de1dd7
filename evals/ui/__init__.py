"""The page on which people write, review and approve cases; the chat shows it when it is asked."""

from pathlib import Path

from assistant.ui.extra import ExtraPage
from evals.ui import text

PAGE = ExtraPage(
    title=text.TITLE,
    icon=":material/fact_check:",
    script=Path(__file__).parent / "page.py",
)
