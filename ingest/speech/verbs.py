"""Verbs that report words, opinions, wishes and feelings, in the forms of a report. Pure.

The verbs are those that French grammars name as introducing reported speech and the clauses that
depend on it:

- speech: "Les verbes de parole" (espacefrancais.com/les-verbes-de-parole) and "Les verbes de
  parole, verbes alternatifs au verbe dire" (abcdufrancais.com, 2022);
- opinion, wish, doubt and feeling: Riegel, Pellat and Rioul, "Grammaire méthodique du français",
  the verbs that govern a completive clause;
- set phrases (faire observer, prendre la parole, attirer l'attention): Grevisse and Goosse,
  "Le Bon Usage", the verbs of an incise.

Forms are those of the Bescherelle's tables, third person, without accents (`words.plain`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.speech.words import Token, plain

_REGULAR = """
affirmer ajouter annoncer assurer attester avancer avouer certifier citer commenter completer
conceder confirmer constater declarer denoncer detailler enoncer evoquer exposer expliquer exprimer
formuler indiquer informer insister jurer mentionner nier noter objecter observer opposer preciser
protester raconter rappeler rapporter reaffirmer relater relever remarquer repeter repliquer
reprocher resumer retorquer reveler signaler soulever souligner specifier temoigner alerter
contester critiquer approuver accepter refuser remercier saluer feliciter presenter aborder nuancer
pointer partager interpeller interroger questionner
demander reclamer exiger recommander preconiser proner suggerer proposer inviter
conseiller ordonner solliciter souhaiter esperer desirer preferer plaider militer
redouter regretter deplorer penser estimer juger considerer trouver supposer imaginer douter
evaluer chiffrer denombrer encourager etonner inquieter alarmer indigner prononcer offusquer
exclamer insurger
""".replace("é", "e").split()
_IRREGULAR = """
dit disent disait disaient dirent redit redisent predit contredit contredisent
repond repondent repondait repondaient repondit repondirent
defend defendent defendait defendaient defendit defendirent
pretend pretendent pretendait pretendaient
reprend reprennent reprenait reprit poursuit poursuivent poursuivait poursuivit
conclut concluent concluait concluaient
soutient soutiennent soutenait soutenaient soutint soutinrent
previent previennent prevenait prevenaient prevint
revient reviennent revenait revint intervient interviennent intervenait intervint
convient conviennent convenait convenaient convint
maintient maintiennent maintenait maintint
avertit avertissent avertissait avertirent promet promettent promettait promit
admet admettent admettait admettaient admit admirent emet emettent emettait emit
decrit decrivent decrivait decrivaient decrivit decrivirent ecrit ecrivent ecrivait ecrivit
souscrit souscrivent reconnait reconnaissent reconnaissait reconnaissaient reconnut reconnurent
dement dementent croit croient croyait croyaient crut craint craignent craignait craignaient
craignit veut veulent voulait voulaient voulut voudrait voudraient souhaiterait souhaiteraient
aimerait aimeraient applaudit applaudissent
rejouit rejouissent rejouissait plaint plaignent plaignait lit
""".split()
_PARTICIPLES = """
dit redit repondu defendu pretendu repris poursuivi conclu soutenu prevenu convenu maintenu averti
promis admis emis decrit ecrit souscrit reconnu dementi cru craint voulu applaudi rejoui plaint lu
""".split()
# What these say is their subject's only with "se".
_REFLEXIVE_ONLY = "engager".split()
_REFLEXIVE = """
etonner inquieter feliciter alarmer indigner interroger demander opposer prononcer declarer
offusquer exclamer insurger engager
""".split()
_REFLEXIVE_FORMS = "dit disent disait rejouit rejouissent rejouissait plaint plaignent".split()
# Forms that are as often nouns: after a determiner they name a thing.
_NOUNS = frozenset("demande note avance annonce alerte juge cite conteste".split())
# Set phrases: the forms of a verb, and what makes it one of speech, parted by commas.
_PHRASES = (
    ("fait font faisait faisaient fit firent",
     "observer,remarquer,savoir,valoir,noter,part,etat,le point,un point,connaitre,le constat,"
     "mention,reference,confiance"),
    ("prend prennent prit prirent pris", "la parole,acte"),
    ("met mettent mit mirent mis",
     "en garde,en avant,en exergue,en evidence,l' accent,en cause"),
    ("attire attirent attira", "l' attention"),
    ("tient tiennent tenait tint tenu", "à"),
    ("donne donnent donna", "lecture,son avis,son accord,un avis,l' exemple,son point"),
    ("pose posent posa",
     "la question,une question,la condition,une condition,deux conditions,trois conditions"),
    ("est sont etait etaient dit disent declare declarent montre montrent",
     "favorable,favorables,defavorable,defavorables,oppose,opposee,opposes,opposees,d' accord,"
     "d' avis,hostile,hostiles,convaincu,convaincue,convaincus,reserve,reservee,contre,"
     "en desaccord,inquiet,inquiete,inquiets,surpris,surprise"),
    ("rend rendent rendit rendu", "hommage,compte"),
    ("associe associent rejoint rejoignent", "à,aux,au"),
    ("apporte apportent",
     "des points de precision,des precisions,des elements,un eclairage,une precision,"
     "quelques precisions,des reponses,les precisions,une reponse"),
    ("emet emettent emis formule formulent exprime expriment", "l' idee,l' hypothese"),
    ("accorde accordent", "à dire,sur,pour dire"),
    ("a ont avait avaient",
     "la crainte,le souhait,le sentiment,la conviction,le regret"),
    ("lance lancent lancait", "un appel,l' alerte"),
    ("appelle appellent appela", "à,de ses vœux,de leurs vœux,l' attention,au"),
)  # fmt: skip
_AUXILIARIES = frozenset("a ont avait avaient aura auront aurait auraient eut".split())
_CLITICS = frozenset("ne n' se s' lui leur le la l' les en y nous vous m' me".split())
_ADVERBS = frozenset(
    """
    pas plus point jamais aussi egalement donc alors ensuite enfin notamment surtout toutefois
    cependant souvent essentiellement parfois principalement bien deja encore toujours tres
    particulierement clairement vivement fortement simplement vraiment unanimement ainsi neanmoins
    tout longuement rapidement brievement plutot fermement globalement majoritairement
    regulierement explicitement
    """.split()
)


def _regular(verbs: Iterable[str]) -> frozenset[str]:
    """The forms of verbs in -er: rappelle doubles its consonant, annonça and exigeait adapt."""
    forms = set()
    for verb in verbs:
        stem = verb[:-2]
        soft = stem + "e" if stem.endswith("g") else stem
        forms |= {stem + "e", stem + "ent", soft + "ait", soft + "aient", soft + "a"}
        forms.add(stem + "erent")
        if stem.endswith(("el", "et")):
            forms |= {stem + stem[-1] + "e", stem + stem[-1] + "ent"}
    return frozenset(forms)


def _phrases() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for forms, tails in _PHRASES:
        for form in forms.split():
            found.setdefault(form, []).extend(tail.split() for tail in tails.split(","))
    return found


SAID = frozenset(verb[:-2] + "e" for verb in _REGULAR) | frozenset(_PARTICIPLES)
"""Masculine singular participles, without accents."""
_SAYS = _regular(_REGULAR) | frozenset(_IRREGULAR)
_SAYS_OF_ONESELF = _regular(_REFLEXIVE) | frozenset(_REFLEXIVE_FORMS)
_ONLY_OF_ONESELF = _regular(_REFLEXIVE_ONLY)
_SAID_OF_ONESELF = frozenset(verb[:-2] + "e" for verb in _REFLEXIVE) | {"dit", "rejoui", "plaint"}
_TAILS = _phrases()
_COMMON = frozenset("a ont avait avaient est sont etait etaient".split())
_TRIGGERS = frozenset(
    (_SAYS | _SAYS_OF_ONESELF | SAID | _SAID_OF_ONESELF | _TAILS.keys()) - _COMMON
) | {tail[-1] for form in _COMMON for tail in _TAILS.get(form, ())}
_LETTERS = re.compile(r"[^\W\d_]+")


def may_say(text: str, start: int, end: int) -> bool:
    """False where no verb group of speech can stand in `text[start:end]`: a quick look."""
    words = (_without_marks(word) for word in _LETTERS.findall(plain(text[start:end])))
    return any(word in _TRIGGERS for word in words)


def group_at(words: Sequence[Token], at: int) -> int | None:
    """The index after a verb group of speech that starts at `words[at]`, None when none does.

    A group is the clitics and negation, the verb or its auxiliary and participle, and for set
    phrases the words that make the meaning ("fait observer", "prend la parole").
    """
    index = at
    while index < len(words) and words[index].plain in _CLITICS:
        index += 1
    if index >= len(words):
        return None
    verb = words[index]
    oneself = any(word.plain in ("se", "s'") for word in words[at:index])
    phrase = _phrase(words, index)
    if phrase is not None:
        return phrase
    if verb.plain in _AUXILIARIES or (verb.plain in ("est", "sont") and oneself):
        return _compound(words, index + 1, _SAID_OF_ONESELF if oneself else SAID)
    if verb.participle:
        return None
    if oneself:
        return index + 1 if verb.plain in _SAYS_OF_ONESELF else None
    if verb.plain not in _SAYS or verb.plain in _ONLY_OF_ONESELF:
        return None
    if verb.plain in _NOUNS and index > 0 and words[index - 1].plain in ("la", "l'", "les", "le"):
        return None
    return index + 1


def _compound(words: Sequence[Token], index: int, participles: frozenset[str]) -> int | None:
    """The index after the participle that an auxiliary before `index` governs."""
    while index < len(words) and words[index].plain in _ADVERBS | _CLITICS - {"la", "le", "les"}:
        index += 1
    if index >= len(words):
        return None
    done = words[index]
    bare = _without_marks(done.plain)
    if bare in participles and (done.participle or done.plain in _PARTICIPLES):
        return index + 1
    return _phrase(words, index)


def _without_marks(word: str) -> str:
    """A participle in é without the marks of its gender and number; other words as they are."""
    if word.endswith(("ee", "ees")):
        return word.rstrip("s")[:-1]
    return word[:-1] if word.endswith("es") else word


def _phrase(words: Sequence[Token], index: int) -> int | None:
    """The index after the set phrase whose verb is at `index`."""
    tails = _TAILS.get(words[index].plain)
    if tails is None:
        return None
    after = index + 1
    while after < len(words) and words[after].plain in _ADVERBS:
        after += 1
    for tail in tails:
        if [word.plain for word in words[after : after + len(tail)]] == tail:
            return after + len(tail)
    return None
