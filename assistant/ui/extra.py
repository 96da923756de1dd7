"""Pages that other rooms add to the chat, and what such a page may use of it.

A room to the right gives an `ExtraPage` under an entry point of the group ENTRY_POINTS; its name is
the page's address. The page is shown only where the settings name it, with the folder that it works
in: nobody meets it who did not ask for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

from assistant.pageview import PDF, PictureError
from assistant.settings import SettingsError
from assistant.ui.boundary import guarded
from assistant.ui.leaves import Leaf, leaf_at, leaves, lines
from assistant.ui.markup import answer_html, page_html, plain, quote_html, text_html
from assistant.ui.reader import drawn
from assistant.ui.resources import assistant
from assistant.ui.text import leaf_name

__all__ = [
    "ENTRY_POINTS",
    "PDF",
    "ExtraPage",
    "Leaf",
    "PictureError",
    "answer_html",
    "assistant",
    "drawn",
    "extra_pages",
    "guarded",
    "leaf_at",
    "leaf_name",
    "leaves",
    "lines",
    "page_html",
    "plain",
    "quote_html",
    "text_html",
]

ENTRY_POINTS = "assistant.pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraPage:
    """`title` is French; `icon` is a name of the framework; `script` runs as our own pages do."""

    title: str
    icon: str
    script: Path


def extra_pages(named: Mapping[str, Path]) -> dict[str, ExtraPage]:
    """The pages of these names, by name. Raises SettingsError for one that no room gives."""
    if not named:
        return {}
    points = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    unknown = ", ".join(sorted(named.keys() - points.keys()))
    if unknown:
        raise SettingsError(
            f"Le réglage « pages » nomme une page qui n’existe pas : {unknown}. Corrigez la "
            "variable ASSISTANT_PAGES ou le fichier assistant.toml du dossier de données."
        )
    return {name: points[name].load() for name in named}
