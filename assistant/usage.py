"""The command framework's own English words in French: help headings and usage errors."""

from __future__ import annotations

import re

_HELP = (
    (re.compile(r"^Usage:", re.M), "Utilisation :"),
    (re.compile(r"^Commands:", re.M), "Commandes :"),
    (re.compile(r"^(Options|Arguments):", re.M), r"\1 :"),
    (re.compile(r"Show this message and exit\."), "Affiche cette aide."),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "COMMANDE [ARGUMENTS]..."),
    (re.compile(r"\[required\]"), "[obligatoire]"),
    # The type of an argument, which its own help tells better.
    (re.compile(r" <[\w\[\]]+>", re.M), ""),
)

_ERRORS = (
    (r"Missing command\.", "il manque le nom de la commande."),
    (r"Missing argument '(?P<name>.+?)'\..*", "il manque {name}."),
    (r"Missing option '(?P<name>.+?)'\..*", "il manque l’option {name}."),
    (
        r"No such command '(?P<name>.+?)'\.?(?: Did you mean (?P<near>.+?)\?)?",
        "la commande « {name} » n’existe pas.",
    ),
    (
        r"No such option: (?P<name>\S+)(?: \(Possible options: (?P<near>.+?)\))?",
        "l’option {name} n’existe pas.",
    ),
    (
        r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.+)\)",
        "« {name} » est en trop. Mettez une question de plusieurs mots entre guillemets.",
    ),
    (r"Option '(?P<name>\S+)' requires .*", "l’option {name} attend une valeur."),
    (r"Option '(?P<name>\S+)' does not take a value\.", "l’option {name} n’attend pas de valeur."),
    (
        r"Invalid value for '(?P<name>.+?)': .*?'(?P<value>[^']*)' is not one of (?P<near>.+?)\.?",
        "« {value} » n’est pas une valeur de {name}.",
    ),
    (r"Invalid value for '(?P<name>.+?)': .* valid integer.*", "{name} attend un nombre entier."),
    (
        r"Invalid value for '(?P<name>.+?)': .* greater than or equal to (?P<value>\d+)",
        "{name} doit valoir au moins {value}.",
    ),
    (
        r"Invalid value for '(?P<name>.+?)': .* less than or equal to (?P<value>\d+)",
        "{name} doit valoir au plus {value}.",
    ),
    (r"Invalid value for '(?P<name>.+?)': .*", "la valeur donnée à {name} ne convient pas."),
)


def help_in_french(text: str) -> str:
    """A page of help with its headings in French."""
    for pattern, french in _HELP:
        text = pattern.sub(french, text)
    return text


def error_in_french(message: str) -> str:
    """A usage error as one French sentence, with the near matches if any are known."""
    for pattern, french in _ERRORS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            parts = found.groupdict()
            near = (parts.get("near") or "").replace("'", "")
            return french.format(**parts) + (f" Possibles : {near}." if near else "")
    return f"commande mal formée ({message})."
