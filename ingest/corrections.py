"""Facts that people correct: a file `corrections.toml` beside the documents.

    ["compte-rendu.pdf"]
    region = "Bretagne"
    territory = ""

A table names a file of the same folder, or one document of a JSON Lines file by its id; "" says
that the document has no such fact.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ingest.errors import BadCorrections
from ingest.model import Document, Fact
from ingest.regions import REGIONS

NAME = "corrections.toml"
EVIDENCE = "corrigé à la main"
FACTS = ("title", "body", "region", "territory", "kind", "date")
_MOST_BYTES = 1_000_000
_LONGEST = 300
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_ADVICE = (
    "Corrigez ce fichier, puis relancez l’ingestion ; les faits trouvés dans les textes servent."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What a folder's file of corrections says: name of a file (or id) -> fact -> value."""

    by_name: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def digest(self, path: Path) -> str:
        """Changes when what is said of the file changes; empty while nothing is.

        In a JSON Lines file any document may be meant: all that is said counts.
        """
        lines = path.suffix.lower() == ".jsonl"
        said = self.by_name if lines else self.by_name.get(path.name)
        if not said:
            return ""
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def applied(self, document: Document, path: Path) -> Document:
        """The document with the facts that people gave in place of those found."""
        said = self.by_name.get(path.name) or self.by_name.get(document.id) or {}
        if not said:
            return document
        facts = {**document.facts, **{k: Fact(value=v, evidence=EVIDENCE) for k, v in said.items()}}
        facts = {name: fact for name, fact in facts.items() if fact.value}
        title = facts["title"].value if "title" in facts else document.title
        return replace(document, title=title, facts=facts)

    def strangers(self, folder: Path) -> list[str]:
        """The names that are no file of `folder`; none where that cannot be known: they may be ids
        of JSON Lines."""
        try:
            if any(path.suffix.lower() == ".jsonl" for path in folder.iterdir()):
                return []
        except OSError:  # a folder that may be entered but not listed
            return []
        return [name for name in self.by_name if not os.path.lexists(folder / name)]


def load(folder: Path) -> Corrections:
    """What the file of corrections in `folder` says; nothing where there is none.

    Raises BadCorrections, with the place of the first fault.
    """
    path = folder / NAME
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return Corrections()
    if not stat.S_ISREG(mode):
        raise BadCorrections(f"« {NAME} » n’est pas un fichier ordinaire.", _ADVICE)
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise BadCorrections(f"« {NAME} » dépasse 1 Mo.", _ADVICE)
        tables = tomllib.loads(data.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadCorrections(
            f"« {NAME} » ne peut pas être lu comme du texte UTF-8.", _ADVICE
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise BadCorrections(f"« {NAME} » n’est pas du TOML valide ({error}).", _ADVICE) from error
    except RecursionError as error:
        raise BadCorrections(f"« {NAME} » est imbriqué trop profondément.", _ADVICE) from error
    return Corrections(by_name={name: _checked(name, table) for name, table in tables.items()})


def misnamed(names: Sequence[str]) -> BadCorrections:
    """The fault of names that are no files beside the corrections."""
    listed = ", ".join(f"« {name} »" for name in names)
    return BadCorrections(
        f"« {NAME} » nomme {listed}, absent de ce dossier ; le reste est appliqué.",
        "Écrivez le nom exact du fichier, avec son suffixe, puis relancez l’ingestion.",
    )


def _checked(name: str, table: object) -> dict[str, str]:
    if not isinstance(table, dict):
        raise BadCorrections(
            f"Dans « {NAME} », « {name} » n’est pas dans une section.",
            f'Écrivez le nom du fichier entre crochets, par exemple ["rapport.pdf"]. {_ADVICE}',
        )
    found = {}
    for fact, value in table.items():
        where = f"Dans « {NAME} », pour « {name} »"
        if fact not in FACTS:
            raise BadCorrections(
                f"{where}, « {fact} » n’est pas un fait connu.",
                f"Les faits sont : {', '.join(FACTS)}. {_ADVICE}",
            )
        if isinstance(value, date):
            value = value.isoformat()[:10]
        if not isinstance(value, str) or len(value) > _LONGEST or not value.isprintable():
            raise BadCorrections(
                f"{where}, la valeur de « {fact} » n’est pas un texte d’une ligne.",
                f"Mettez-la entre guillemets. {_ADVICE}",
            )
        found[fact] = _usual(where, fact, value.strip())
    return found


def _usual(where: str, fact: str, value: str) -> str:
    """The value in the form that filters expect. Raises BadCorrections when it cannot be."""
    if fact == "title" and not value:
        raise BadCorrections(f"{where}, le titre est vide.", f"Donnez un titre. {_ADVICE}")
    if fact == "region" and value and value not in REGIONS:
        raise BadCorrections(
            f"{where}, « {value} » n’est pas une région.",
            f"Les régions sont : {', '.join(REGIONS)}. {_ADVICE}",
        )
    if fact == "date" and value and not _is_date(value):
        raise BadCorrections(
            f"{where}, « {value} » n’est pas une date.",
            f"Écrivez-la AAAA, AAAA-MM ou AAAA-MM-JJ, par exemple 2021-03-12. {_ADVICE}",
        )
    return value


def _is_date(value: str) -> bool:
    match = _DATE.fullmatch(value)
    if not match:
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True
