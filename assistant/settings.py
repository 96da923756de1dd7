"""The only place that reads the environment and files of settings."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import SettingsError as UnreadableVariable

EngineChoice = Literal["auto", "extractive", "ollama"]
SETTINGS_FILE = "assistant.toml"
_PREFIX = "ASSISTANT_"


class SettingsError(Exception):
    """A setting cannot be used; the message is French and names it."""


class Settings(BaseSettings):
    """Everything that can be set: by `ASSISTANT_...` variables, then `assistant.toml` of the data
    folder, then these defaults. Times are in seconds."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_ignore_empty=True, frozen=True, extra="ignore"
    )

    data_dir: Annotated[Path, BeforeValidator(os.path.expanduser)] = Field(
        default_factory=lambda: user_data_path("assistant-crsa", appauthor=False)
    )
    embedder: str = "minilm"
    engine: EngineChoice = "auto"
    ollama_url: str = "http://127.0.0.1:11434"
    ollama_model: str | None = None
    ollama_num_ctx: int = Field(default=8192, ge=2048)
    ollama_timeout_s: float = Field(default=120.0, gt=0)
    ollama_deadline_s: float = Field(default=600.0, gt=0)
    read_seconds: float = Field(default=60.0, ge=1)
    read_memory_mb: int = Field(default=1_500, ge=300)
    read_file_mb: int = Field(default=250, ge=1)
    read_expanded_mb: int = Field(default=200, ge=1)
    read_pages: int = Field(default=5_000, ge=1)
    read_million_characters: int = Field(default=20, ge=1)
    """What the reading of one file may cost; a reader's process needs some 300 MB for itself."""
    read_ocr_page_seconds: float = Field(default=120.0, ge=1)
    read_ocr_seconds: float = Field(default=3_600.0, ge=0)
    """For the recognition of text on pictures, a page and a file; none is recognised with 0."""
    pages: dict[str, Annotated[Path, BeforeValidator(os.path.expanduser)]] = Field(
        default_factory=dict
    )
    """Pages of other rooms that the chat shows, each with the folder that it works in."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        given = {**env_settings(), **init_settings()}
        folder = given.get("data_dir") or user_data_path("assistant-crsa", appauthor=False)
        file = Path(os.path.expanduser(folder)) / SETTINGS_FILE
        toml = TomlConfigSettingsSource(settings_cls, toml_file=file)
        return init_settings, env_settings, toml


def load_settings(**given: object) -> Settings:
    """Settings with `given` (command-line options) first; a value of None is not given.

    Raises SettingsError.
    """
    try:
        return Settings(**{key: value for key, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        names = ", ".join(".".join(str(part) for part in e["loc"]) for e in error.errors())
        raise SettingsError(
            f"Réglage invalide : {names}. Corrigez la variable ASSISTANT_… ou le fichier "
            f"{SETTINGS_FILE} du dossier de données."
        ) from error
    except UnreadableVariable as error:
        raise SettingsError(
            "Une variable ASSISTANT_… qui doit être du JSON est mal écrite (ASSISTANT_PAGES, par "
            'exemple : {"evaluation": "dossier"}). Corrigez-la ou ôtez-la.'
        ) from error
    except ValueError as error:
        line = re.search(r"at line (\d+)", str(error))
        place = f" (ligne {line[1]})" if line else ""
        why = "n’est pas en UTF-8" if isinstance(error, UnicodeError) else f"est mal écrit{place}"
        raise SettingsError(
            f"Le fichier {SETTINGS_FILE} du dossier de données {why}. Corrigez-le ou ôtez-le."
        ) from error


def child_environment(settings: Settings) -> dict[str, str]:
    """The environment in which a child process reads the same settings as `settings`."""
    values = settings.model_dump(mode="json")
    own = {f"{_PREFIX}{name.upper()}": value for name, value in values.items()}
    others = {name: value for name, value in os.environ.items() if name.upper() not in own}
    return others | {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in own.items()
        if value is not None
    }
