"""Negations put in and taken out, opposites, quantifiers, forces, acts of speech."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from evals.mutations.antonyms import ANTONYMS
from evals.mutations.edit import Edit, elided, like, opens_with_vowel, replaced
from evals.mutations.lexicon import DETERMINERS, FINITE, FORCES, MONTHS, QUANTIFIERS, SPEECH, Swap
from evals.mutations.material import Claim, Material

_VERB = re.compile(rf"(?P<se>\bs’|\bse )?\b(?P<verb>{'|'.join(sorted(FINITE))})\b(?! ?[-’)])")
# Before these a verb is negated already, or "ne" would have to pass over another word.
_NO_PLACE = re.compile(
    r"(?:\bn’|\bne|\bni|\by|\ben|\ble|\bla|\bles|\blui|\bleur|\bnous|\bvous|\bon|[-’]|\bsans"
    r"|\b[Nn]ul|\b[Aa]ucune?(?: \w+)?|\b[Pp]ersonne|\b[Rr]ien|\bde|\bdes|\bdu|\baux?|\bsi) ?$"
)
_NOT_AFTER = re.compile(
    r" (?:pas|plus|jamais|que|qu’|aucune?|rien|ni|donc|ainsi|seulement|notamment|également|aussi"
    r"|plutôt|encore|déjà|ici|enfin|toujours|sans|non|peu|très peu|d’abord)\b"
    r"| [^.]{0,60}\b(?:aucune?|ni)\b"
)
_PARTITIVE = re.compile(r" (?:une?|des) ")
_TAKES_OF = frozenset("a ont avait avaient aura auront comprend comprennent".split())
_NEGATED = re.compile(
    r"(?P<ne>\bn’|\bne )(?P<middle>(?:(?:s’|l’|se |la |le |les |lui |leur |y |en )?[\w-]+?)"
    r"(?: \w+(?:er|ir|re|oir))?)"
    r" (?P<not>pas encore|pas|plus|jamais)\b"
    r"(?! d[e’]| [a-zéè]+(?:é|i|u|is|it|ert)e?s? d[e’]| seulement| uniquement"
    r"| que\b| qu’| non plus| du tout| moins| plus|, mais| tou[ts]"
    r"| forcément| nécessairement| une? seule?| suffisamment)"
)
_WITHOUT = {"pas": "", "pas encore": "déjà", "plus": "toujours", "jamais": "toujours"}


def negation_added(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """ "Ne ... pas" around a verb in the third person: the whole clause is denied."""
    sentence = claim.sentence
    edits = []
    for found in _VERB.finditer(sentence):
        head, tail = sentence[: found.start()], sentence[found.end() :]
        if not head or _NO_PLACE.search(head) or _NOT_AFTER.match(tail):
            continue
        reflexive, verb = found["se"] or "", found["verb"]
        ne = "n’" if not reflexive and opens_with_vowel(verb) else "ne "
        partitive = _PARTITIVE.match(tail)
        if partitive and verb in _TAKES_OF:
            noun = tail[partitive.end() :]
            tail = (" d’" if opens_with_vowel(noun) else " de ") + noun
        after = f"{ne}{reflexive}{verb} pas"
        edits.append(Edit(text=head + after + tail, before=found[0], after=after))
    return edits


def negation_removed(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """ "Ne ... pas" taken away; "ne ... plus" becomes "toujours", "ne ... pas encore" "déjà"."""
    sentence = claim.sentence
    edits = []
    for found in _NEGATED.finditer(sentence):
        head = sentence[: found.start()]
        if re.search(
            r"\b(?:non|personne|rien|aucune?(?: \w+)?|sans que .*|craint.*) $", head, re.I
        ):
            continue
        kept = " ".join(part for part in (found["middle"], _WITHOUT[found["not"]]) if part)
        joint = re.search(r"\b\w+ $", head)
        start = joint.start() if joint else found.start()
        said = head[start:]
        text = elided(said + kept) if said.strip().lower() in _ELIDABLE else said + kept
        text = re.sub(r"^(c)e (?=est\b)", r"\1’", text, flags=re.IGNORECASE)
        edits.append(
            Edit(text=sentence[:start] + text + sentence[found.end() :],
                 before=found[0], after=kept)
        )  # fmt: skip
    return edits


_ELIDABLE = frozenset("que de je ce se jusque lorsque puisque".split())


def antonym(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """A word becomes its opposite of the same gender, number and construction."""
    edits = []
    for found in re.finditer(r"(?<![\w-])[^\W\d_]+(?![\w-])", claim.sentence):
        opposite = ANTONYMS.get(found[0])
        if not opposite or opposite.word in claim.sentence:
            continue
        if not _fixed(claim.sentence, found):
            edits.append(replaced(claim.sentence, found.span(), opposite.word, opposite.gender))
    return [edit for edit in edits if edit]


# Words that are no opposites within set phrases: "avant de", "pour la première fois".
_PHRASES = re.compile(
    r"(?:avant|après)(?: tout| d[e’]| que| avoir|-)|premi[eè]re?s?(?: fois| ministre| recours)"
    r"|public(?:s)? (?:accompagné|visé|cible)|publique(?:s)? (?:française)|(?:d[eu] )?courte? durée"
    r"|long(?:ue)?s? (?:terme|cours|durée|séjour)|fort (?:de|bien)|fortes? de|bonnes? pratiques?"
    r"|présent(?:e|es)? (?:avis|rapport|document)|présents? (?:avis|rapport)"
    r"|petite? (?:enfance|à)|individuels? et|majorité des"
    r"|présente (?:les?\b|la\b|l’|une?\b|des\b|ses?\b|son\b|sa\b|cet?|à\b|au\b|dans\b)"
)
_BEFORE_PHRASES = re.compile(
    r"(?:\b[Ll]e|\b[Uu]n|\bmise?s? en|\bgrand|\btout le|\bdu|\bau|\bà|\bd’|\bl’an) $"
)
_NOUNS_TOO = frozenset(
    "possible mieux public privé premier dernier présent bon bas court long interne".split()
)


def _fixed(sentence: str, found: re.Match[str]) -> bool:
    head = sentence[: found.start()]
    if re.search(rf"(?:\ben|\bs’est|\bse sont|\bd’|[Ss]anté|{'|'.join(MONTHS)}) ?$", head):
        return True
    noun = found[0] in _NOUNS_TOO and _BEFORE_PHRASES.search(head)
    return bool(noun) or bool(_PHRASES.match(sentence, found.start()))


def quantifier(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """What a quantity covers is changed."""
    return _swapped(claim.sentence, QUANTIFIERS)


def force(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """An obligation becomes a possibility, a wish a decision, a plan a fact, or the reverse."""
    edits = _swapped(claim.sentence, FORCES)
    # "Cannot" and "must not" say nearly the same; a plan under a condition has no past.
    return [
        edit
        for edit in edits
        if not re.search(rf"\b(?:ne |n’){re.escape(edit.before)}\b", claim.sentence)
        and not (edit.after.endswith("été") and " si " in claim.sentence)
    ]


def speech(claim: Claim, material: Material, rng: Random) -> list[Edit]:
    """What a speaker does with words becomes another act."""
    edits = _swapped(claim.sentence, SPEECH)
    return [edit for edit in edits if not _noun(claim.sentence, edit)]


def _noun(sentence: str, edit: Edit) -> bool:
    """Whether the word that was replaced is a noun there: "à la demande des élus"."""
    return bool(re.search(rf"(?:{DETERMINERS})\s?{re.escape(edit.before)}\b", sentence))


def _swapped(sentence: str, swaps: Sequence[Swap]) -> list[Edit]:
    edits = []
    for pattern, new, _ in swaps:
        for found in re.finditer(rf"(?<![\w’-])(?:{pattern})(?![\w-])", sentence, re.IGNORECASE):
            edits.append(replaced(sentence, found.span(), like(found[0], new)))
    return [edit for edit in edits if edit]
