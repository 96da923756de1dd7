"""Why the local model could not write; each message is a French notice with the next step.

EngineError
└── OllamaError
    ├── CloudModel       the model's name says that it runs on someone else's machine
    ├── BadAddress       the address in the settings is not one
    ├── ServerDown       nothing answers there
    ├── ModelAbsent      the server does not have the model
    ├── ServerFault      the server gave up, before or while it wrote
    ├── StreamCut        the connection ended before the answer did
    ├── TooSlow          no word in time, or the whole answer took too long
    ├── PromptTooLong    the question leaves no room for a passage
    ├── PromptCut        the model did not read all that was sent
    ├── AnswerCut        the answer was stopped before its first whole sentence
    └── EmptyAnswer      the model wrote nothing
"""

from __future__ import annotations

from assistant.engines.port import EngineError


class OllamaError(EngineError):
    """The base of all that goes wrong with Ollama."""


class CloudModel(OllamaError):
    def __init__(self, model: str) -> None:
        super().__init__(
            f"Le modèle « {model} » s’exécute sur un serveur distant : votre question et les "
            "passages quitteraient cet ordinateur. Choisissez un modèle local dans le réglage "
            "ollama_model (sans « cloud » dans son nom)."
        )


class BadAddress(OllamaError):
    def __init__(self, url: str) -> None:
        super().__init__(
            f"L’adresse d’Ollama « {url} » n’est pas valable. Corrigez le réglage ollama_url, "
            "par exemple http://127.0.0.1:11434."
        )


class ServerDown(OllamaError):
    def __init__(self, url: str) -> None:
        super().__init__(
            f"Ollama ne répond pas à l’adresse {url}. Démarrez-le (commande « ollama serve » ou "
            "l’application Ollama), ou corrigez le réglage ollama_url."
        )


class ModelAbsent(OllamaError):
    def __init__(self, model: str) -> None:
        super().__init__(
            f"Le modèle « {model} » n’est pas installé dans Ollama. Installez-le avec la commande "
            f"« ollama pull {model} », ou choisissez-en un autre dans le réglage ollama_model."
        )


class ServerFault(OllamaError):
    def __init__(self, detail: str) -> None:
        super().__init__(
            f"Ollama s’est arrêté sur une erreur ({detail}). Relancez Ollama ; si l’erreur "
            "revient, essayez un modèle plus petit."
        )


class StreamCut(OllamaError):
    def __init__(self) -> None:
        super().__init__(
            "La réponse du modèle s’est interrompue avant la fin : la connexion avec Ollama a été "
            "coupée. Vérifiez qu’Ollama tourne encore, puis reposez la question."
        )


class TooSlow(OllamaError):
    def __init__(self, limit_s: float, setting: str) -> None:
        super().__init__(
            f"Le modèle est trop lent : rien de complet en {limit_s:g} s. Choisissez un modèle "
            f"plus petit, ou augmentez le réglage {setting}."
        )


class PromptTooLong(OllamaError):
    def __init__(self, num_ctx: int) -> None:
        super().__init__(
            f"La question est trop longue pour le modèle, dont la fenêtre est de {num_ctx} jetons "
            "(ollama_num_ctx) : il ne reste de place pour aucun passage. Raccourcissez la "
            "question, ou augmentez ce réglage."
        )


class PromptCut(OllamaError):
    def __init__(self, num_ctx: int) -> None:
        super().__init__(
            "Le modèle n’a pas lu tous les passages envoyés : Ollama les a coupés. Sa réponse est "
            f"écartée. Augmentez le réglage ollama_num_ctx (actuellement {num_ctx}), ou choisissez "
            "un modèle dont la fenêtre est plus grande."
        )


class AnswerCut(OllamaError):
    def __init__(self) -> None:
        super().__init__(
            "La réponse du modèle a été coupée avant sa première phrase complète. Posez une "
            "question plus précise, ou choisissez un autre modèle."
        )


class EmptyAnswer(OllamaError):
    def __init__(self, model: str) -> None:
        super().__init__(
            f"Le modèle « {model} » n’a rien écrit. Reposez la question ; si cela se répète, "
            "choisissez un autre modèle dans le réglage ollama_model."
        )
