"""What the chat looks like does not depend on the folder in which the command is run."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from assistant.serving import _command

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_command_says_all_that_the_settings_file_of_the_page_says() -> None:
    file = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    wanted = {
        f"{group}.{name}": value if isinstance(value, str) else json.dumps(value)
        for group, options in file.items()
        for name, value in options.items()
    }
    flags = _command(Path("app.py"), "127.0.0.1", 8501)[5:]
    given = dict(flag.removeprefix("--").split("=", 1) for flag in flags)
    assert given == {**wanted, "server.port": "8501"}
