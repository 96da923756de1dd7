"""Every French string of the chat."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.dates import french_date
from assistant.model import Answer, Citation
from assistant.plainout import OCR as RECOGNISED
from assistant.plainout import count_label
from assistant.ui.leaves import Leaf
from vectorstore import DocumentInfo, Filters

APP = "Assistant de recherche sourcée"
CHAT_PAGE = "Poser une question"
DOCUMENTS_PAGE = "Documents chargés"
NO_SCRIPT = "Cette page a besoin de JavaScript : activez-le dans votre navigateur."

OPENING = "Ouverture des documents…"
INTRO = (
    "Posez votre question avec vos mots. Chaque phrase de la réponse renvoie à un passage que "
    "vous pouvez ouvrir et relire, page par page. Sans preuve, l'assistant le dit."
)
EXAMPLES = "Pour commencer, par exemple :"
ASK = "Posez votre question sur les documents"
ASK_WAIT = "Réponse en cours… vous pourrez poser la question suivante ensuite"
YOU = "Vous"
ASSISTANT = "Assistant"

SEARCHING = "Recherche dans les documents…"
WAITING = "Question bien reçue ; préparation de la recherche…"
DRAFT = "Rédaction en cours, non vérifiée"
STOP = "Arrêter"
STOPPED = "Réponse interrompue."
STOPPED_DRAFT = "Réponse interrompue. Ce brouillon n'a pas été vérifié :"
UNREADABLE = (
    "Cette réponse a été enregistrée par une autre version du programme et ne peut plus être "
    "affichée. Posez la question à nouveau."
)
REFUSED = "Je n'ai pas trouvé de réponse dans les documents."
NEAREST = "Les passages les plus proches (ce n'est pas une réponse)"
SOURCES = "Sources"
CONTRADICTION = "Attention, des sources ne disent pas la même chose"
COPY = "Copier ou télécharger avec les sources"
DOWNLOAD = "Télécharger (.md)"
COPY_HINT = "Le bouton en haut à droite du cadre copie tout le texte."
SAME_WORDS = "Phrases reprises mot à mot des documents."

SCOPE = "Où chercher"
REGIONS = "Régions"
DOCUMENTS = "Documents"
ALL_REGIONS = "Toutes"
ALL_DOCUMENTS = "Tous"
CONVERSATIONS = "Conversations"
NEW = "Nouvelle conversation"
FORGET = "Supprimer cette conversation"
FORGET_SURE = "Supprimer définitivement"
FORGET_WARNING = "Les questions et les réponses de cette conversation seront effacées."

QUOTE_GONE = (
    "Le document a changé depuis cette réponse : ces mots n'y sont plus à cette place. Rien n'est "
    "surligné. Posez la question à nouveau."
)
GONE = "Ce document n'est plus chargé."
GONE_ADVICE = "Rechargez-le avec la commande : assistant ingest DOSSIER"
PREVIOUS_PAGE = "Page précédente"
NEXT_PAGE = "Page suivante"
PREVIOUS_EXTRACT = "Extrait précédent"
NEXT_EXTRACT = "Extrait suivant"
BACK_TO_QUOTE = "Revenir au passage cité"
PICTURE = "Voir l'image de la page"
DRAWING = "Dessin de la page…"
PICTURE_NOT_LIT = (
    "Les mots cités n'ont pas pu être repérés avec certitude sur l'image : rien n'y est surligné. "
    "Ils le sont dans le texte."
)
OCR = "Texte reconnu automatiquement sur une page numérisée : il peut contenir des erreurs."
NO_PAGE_TEXT = (
    "Aucun texte n'a pu être lu sur cette page. Regardez son image ou le document d'origine."
)

FIND_DOCUMENT = "Chercher un document par son titre, son instance ou sa région"
OPEN = "Lire le document"
NO_MATCH = "Aucun document ne correspond. Effacez le texte pour les revoir tous."
DOCUMENTS_PER_PAGE = 20

EMPTY = "Aucun document n'est chargé pour l'instant."
EMPTY_ADVICE = "Dans un terminal, chargez un dossier de documents :"
EMPTY_COMMAND = "assistant ingest DOSSIER"
EMPTY_DEMO = "Ou essayez avec le corpus d'exemple :"
EMPTY_DEMO_COMMAND = "assistant demo"
EMPTY_AFTER = "Puis rechargez cette page."
DATA_FOLDER = "Dossier de données"

UNEXPECTED = "Une erreur imprévue s'est produite."
UNEXPECTED_ADVICE = "Rechargez la page, puis réessayez."
DETAILS_IN = "Les détails sont dans le fichier"

CHROME = {
    "Send message": "Envoyer la question",
    "Close": "Fermer",
    "Expand sidebar": "Ouvrir le panneau",
    "Collapse sidebar": "Replier le panneau",
    "Sidebar": "Panneau latéral",
    "App pages": "Pages",
    "Clear all": "Tout effacer",
    "Clear value": "Effacer",
    "Open": "Ouvrir la liste",
    "Selected values": "Valeurs choisies",
    "Main menu": "Menu",
    "Running...": "Travail en cours…",
    "Stop script": "Arrêter",
    "Stop": "Arrêter",
    "Fullscreen": "Plein écran",
    "Close fullscreen": "Quitter le plein écran",
    "Copy to clipboard": "Copier",
    "Copied": "Copié",
    "Link to heading": "Lien vers ce titre",
    "Notifications": "Notifications",
    "Navigate to home page": "Accueil",
    "No results": "Aucun résultat",
    "Select all": "Tout choisir",
    "Select matches": "Choisir les résultats",
    "Pagination": "Pages de la liste",
    "Previous page": "Page précédente",
    "Next page": "Page suivante",
    "Page not found": "Page introuvable",
    "Connection error": "Connexion perdue",
    "Connecting": "Connexion…",
    "Connection lost": "Connexion perdue",
    "Choose an option": "Choisissez",
    "Choose or add an option": "Choisissez ou écrivez",
    "Press Enter to apply": "Entrée pour valider",
    "Press Ctrl+Enter to apply": "Ctrl+Entrée pour valider",
    "Press ⌘+Enter to apply": "⌘+Entrée pour valider",
}
"""What the framework writes in English (labels, tooltips, short messages), by its exact words."""
CHROME_PREFIXES = {
    "Chat message from ": "Message : ",
    "Remove ": "Retirer ",
    "Help for ": "Aide : ",
    "Add: ": "Ajouter : ",
}
"""The same for labels that go on with words of ours."""


def documents(count: int) -> str:
    return count_label(count, "document")


def place(citation: Citation) -> str:
    """Where the words stand: « p. 12 », « p. 12-13 », or the section where there are no pages.

    Words recognised on a picture are told as such.
    """
    return _place(citation) + (f" ({RECOGNISED})" if citation.ocr else "")


def words_of(speaker: str) -> str:
    """Whose words a passage holds."""
    return f"Propos de : {speaker}"


def _place(citation: Citation) -> str:
    if citation.page_start is None:
        return f"section « {citation.section[-1]} »" if citation.section else "sans numéro de page"
    if citation.page_end not in (None, citation.page_start):
        return f"p. {citation.page_start}-{citation.page_end}"
    return f"p. {citation.page_start}"


def leaf_name(leaf: Leaf, position: int, count: int) -> str:
    """« Page 12 sur 56 (numéro imprimé : 10) » or « Extrait 2 sur 5 »."""
    if leaf.page is None:
        return f"Extrait {position + 1} sur {count}"
    printed = ""
    if leaf.printed and leaf.printed != str(leaf.page):
        printed = f" (numéro imprimé : {leaf.printed})"
    return f"Page {leaf.page} sur {count}{printed}"


def about(info: DocumentInfo) -> str:
    """Body, region and date of a document, as far as they are known."""
    known = (info.body, info.region, french_date(info.date) if info.date else None)
    return " · ".join(part for part in known if part)


def pages_of(info: DocumentInfo) -> str:
    if info.pages is None:
        return "sans numéros de page"
    return count_label(info.pages, "page")


def unread(info: DocumentInfo) -> str | None:
    """Which pages gave no text, None when all did."""
    if not info.pages_without_text:
        return None
    numbers = ", ".join(map(str, info.pages_without_text))
    if len(info.pages_without_text) == 1:
        return f"Page sans texte lisible : {numbers}{_advice(info)}"
    return f"Pages sans texte lisible : {numbers}{_advice(info)}"


def _advice(info: DocumentInfo) -> str:
    """How pages that are pictures can be read, nothing where none waits for that."""
    if not info.pages_needing_ocr:
        return ""
    return ". Ce sont des images : « assistant doctor » dit comment les faire lire."


def understood(question: str) -> str:
    return f"Question comprise : {question}"


def scope(filters: Filters, titles: Sequence[str], total: int) -> str:
    """What is searched, in one line."""
    parts = []
    if filters.region:
        parts.append(", ".join(filters.region))
    if titles:
        parts.append(", ".join(f"« {title} »" for title in titles))
    if not parts:
        return f"Recherche dans tous les documents chargés ({total})."
    return f"Recherche limitée à : {' ; '.join(parts)}."


def searched(answer: Answer) -> str:
    """What was looked through before refusing."""
    terms = ", ".join(f"« {term} »" for term in answer.searched.terms)
    looked = (
        f"Ce qui a été cherché : {documents(answer.searched.documents)}, "
        f"{count_label(answer.searched.passages, 'passage lu', 'passages lus')}"
    )
    return f"{looked}. Mots cherchés : {terms}." if terms else f"{looked}."


def written_by(answer: Answer) -> str:
    """How the answer was made."""
    if not answer.model:
        return SAME_WORDS
    return f"Rédigé par le modèle local {answer.model}, puis vérifié phrase par phrase."


def dropped(count: int) -> str | None:
    if not count:
        return None
    return f"{count_label(count, 'phrase du brouillon, non prouvée, a été écartée', 'phrases du brouillon, non prouvées, ont été écartées')}."  # noqa: E501


def example_theme(theme: str) -> str:
    return f"{theme} : quelles propositions ?"


def example_region(region: str) -> str:
    return f"Quelles recommandations ou propositions pour la région {region} ?"


def log_line(path: object) -> str:
    return f"{DETAILS_IN} {path}."
