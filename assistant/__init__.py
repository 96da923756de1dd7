"""A question becomes a verified answer, or a refusal that says what was searched."""

from assistant.answering import Assistant
from assistant.engines.port import EngineError
from assistant.engines.structured import Completion, Cut, LocalModel, local_model
from assistant.model import (
    Answer,
    Citation,
    Claim,
    Event,
    Final,
    Notice,
    Question,
    Searched,
    Token,
    Turn,
    Verdict,
)
from assistant.question import QuestionError
from assistant.settings import Settings, SettingsError, load_settings
from assistant.verify import ClaimCheck, Source, verify_claim
from assistant.wiring import answering_model, open_assistant

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "Claim",
    "ClaimCheck",
    "Completion",
    "Cut",
    "EngineError",
    "Event",
    "Final",
    "LocalModel",
    "Notice",
    "Question",
    "QuestionError",
    "Searched",
    "Settings",
    "SettingsError",
    "Source",
    "Token",
    "Turn",
    "Verdict",
    "answering_model",
    "load_settings",
    "local_model",
    "open_assistant",
    "verify_claim",
]
