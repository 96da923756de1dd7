"""Words of French text: folding, elisions, stems.

Stems are those of the Snowball French algorithm (snowballstem.org/algorithms/french/stemmer.html),
taken before accents are folded; the closed-class words left out are listed by grammatical class
after Grevisse's "Le Bon Usage" (articles, pronouns, prepositions, conjunctions, auxiliaries,
semi-auxiliaries).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import Stemmer

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'"})
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})

_STOP = """
le la les l un une des du de d au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos
votre vos leur leurs quel quelle quels quelles lequel laquelle lesquels lesquelles auquel auxquels
duquel desquels dont qui que quoi ou qu quand comment pourquoi combien est-ce
je j tu il elle on nous vous ils elles me m te t se s lui y en moi toi soi eux c ca cela ceci celui
celle ceux celles ci
a dans par pour sur sous avec sans entre vers chez contre depuis pendant durant apres avant des
jusque jusqu selon lors afin parmi malgre envers hors
et mais donc or ni car si comme lorsque lorsqu puisque puisqu quoique tandis ainsi alors aussi
tres plus moins bien meme memes tout toute tous toutes autre autres deja encore ne n pas
etre suis es est sommes etes sont etais etait etions etiez etaient fus fut furent serai sera serons
serez seront serais serait serions seriez seraient sois soit soyons soyez soient ete etant
avoir ai as avons avez ont avais avait avions aviez avaient eus eut eurent aurai aura aurons aurez
auront aurais aurait aurions auriez auraient aie aies ait ayons ayez aient eu ayant
fait faire font quoi cest
faut fallait faudra faudrait peux peut peuvent pouvait pourra pourrait pourront pourraient
dois doit doivent devait devra devrait devront devraient
"""
STOP_WORDS: frozenset[str] = frozenset(_STOP.split())

# Thousands are grouped by a plain, a no-break or a narrow no-break space in French.
_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:,\d+)?"
    r"|\d+(?:[.,]\d+)?"
    r"|[^\W\d_]+"
)
_ELIDED = frozenset("l d j m n s t c qu jusqu lorsqu puisqu quoiqu presqu quelqu".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place in the text; `folded` is what is compared."""

    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case without accents, ligatures or typographic marks; length may change."""
    if text.isascii():
        return text.replace("`", "'").lower()
    text = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).translate(_LIGATURES))
    return "".join(c for c in text if not unicodedata.combining(c)).lower()


def tokens(text: str) -> list[Word]:
    """Words and numbers in order, with half-open offsets into `text`.

    Elided articles and pronouns (l', d', qu') are left out; the parts of a hyphenated word stand
    apart; 1 250 is one number; a decimal comma becomes a point.
    """
    found = []
    for match in _TOKEN.finditer(text):
        raw = match.group()
        if raw[0].isdigit():
            folded = re.sub(r"[ \u00a0\u202f]", "", raw).replace(",", ".")
        else:
            folded = fold(raw)
            after = text[match.end() : match.end() + 1]
            if folded in _ELIDED and after and after in "'’ʼ‘`´":
                continue
        found.append(Word(folded, match.start(), match.end()))
    return found


def words(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    return [token.folded for token in tokens(text)]


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("french")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The folded Snowball stem of one word, written with or without its accents."""
    if word[:1].isdigit():
        return word
    return fold(_stemmer().stemWord(word.lower()))


def stems(text: str) -> list[str]:
    """Stems of the content words in order: what is indexed and what is looked for."""
    return [
        stem(text[token.start : token.end]) if token.folded.isalpha() else token.folded
        for token in tokens(text)
        if token.folded not in STOP_WORDS
    ]
