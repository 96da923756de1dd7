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

from collections.abc import Sequence

from ingest.speech.words import Token

_REGULAR = """
affirmer ajouter annoncer assurer attester avancer avouer certifier citer commenter compléter
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
exclamer insurger engager appeler
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
# Words that are as often nouns: after a determiner they name a thing.
_NOUNS = frozenset("demande note avance annonce alerte juge cite appelle conteste".split())
_PHRASES = {
    "faire": (
        "fait font faisait faisaient fit firent".split(),
        "observer,remarquer,savoir,valoir,noter,part,etat,le point,un point,connaitre,le constat,"
        "mention,reference,confiance".split(","),
    ),
    "prendre": ("prend prennent prit prirent pris".split(), ["la parole", "acte"]),
    "mettre": (
        "met mettent mit mirent mis".split(),
        ["en garde", "en avant", "en exergue", "en evidence", "l'accent", "en cause"],
    ),
    "attirer": ("attire attirent attira".split(), ["l'attention"]),
    "tenir": ("tient tiennent tenait tint tenu".split(), ["à"]),
    "donner": (
        "donne donnent donna".split(),
        ["lecture", "son avis", "son accord", "un avis", "l'exemple", "son point"],
    ),
    "poser": (
        "pose posent posa".split(),
        ["la question", "une question", "la condition", "une condition", "deux conditions"],
    ),
    "etre": (
        "est sont etait etaient dit disent declare declarent montre montrent".split(),
        "favorable,favorables,defavorable,defavorables,oppose,opposee,opposes,opposees,d'accord,"
        "d'avis,hostile,hostiles,convaincu,convaincue,convaincus,reserve,reservee,contre,"
        "en desaccord,pour,inquiet,inquiete,inquiets,surpris,surprise".split(","),
    ),
    "rendre": ("rend rendent rendit rendu".split(), ["hommage", "compte"]),
    "associer": ("associe associent rejoint rejoignent".split(), ["à", "aux", "au"]),
    "apporter": (
        "apporte apportent".split(),
        "des points de precision,des precisions,des elements,un eclairage,une precision,"
        "quelques precisions,des reponses,les precisions,une reponse".split(","),
    ),
    "emettre": (
        "emet emettent emis formule formulent exprime expriment".split(),
        ["l'idee", "l'hypothese"],
    ),
    "accorder": ("accorde accordent accordes".split(), ["a dire", "à dire", "sur", "pour dire"]),
    "avoir": (
        "a ont avait avaient".split(),
        ["la crainte", "le souhait", "le sentiment", "la conviction", "le regret"],
    ),
    "donner_appel": ("lance lancent lancait".split(), ["un appel", "l'alerte"]),
    "appeler": (
        "appelle appellent appela".split(),
        ["à", "de ses vœux", "de leurs vœux", "l'attention", "au"],
    ),
}
_LOOSE = frozenset("appelle appellent appela appelait appelaient engage engagent".split())
_AUXILIARIES = frozenset("a ont avait avaient aura auront eut".split())
_CLITICS = frozenset("ne n' se s' lui leur le la l' les en y nous vous m' me".split())
_ADVERBS = frozenset(
    """
    pas plus point jamais aussi egalement donc alors ensuite enfin notamment surtout toutefois
    cependant souvent essentiellement parfois principalement bien deja encore toujours tres particulierement clairement vivement fortement
    simplement vraiment unanimement ainsi neanmoins tout d' abord par ailleurs en outre
    à nouveau de meme quant lui elle eux meme longuement rapidement brievement plutot fermement
    globalement majoritairement regulierement explicitement pour sa leur part
    """.split()
)


def _regular(verb: str) -> set[str]:
    """The forms of a verb in -er: rappelle doubles its consonant, annonça and exigeait adapt."""
    stem = verb[:-2]
    soft = stem + "e" if stem.endswith("g") else stem
    forms = {stem + "e", stem + "ent", soft + "ait", soft + "aient", soft + "a", stem + "erent"}
    if stem.endswith(("el", "et")):
        forms |= {stem + stem[-1] + "e", stem + stem[-1] + "ent"}
    return forms


SAYS = frozenset(form for verb in _REGULAR for form in _regular(verb)) | frozenset(_IRREGULAR)
SAID = frozenset(verb[:-2] + "e" for verb in _REGULAR) | frozenset(_PARTICIPLES)


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
    if verb.plain in _AUXILIARIES:
        held = _phrase(words, index, verb.plain)
        if held is not None:
            return held
        index = _over_adverbs(words, index + 1)
        if index >= len(words):
            return None
        done = words[index]
        if done.plain in ("ete", "eu"):
            return None
        if done.plain in ("la", "le") and verb.plain in _AUXILIARIES:
            return None
        if done.plain in SAID and (done.participle or done.plain in _PARTICIPLES):
            return index + 1
        return _phrase(words, index, done.plain)
    if verb.plain == "est" and index > at and words[index - 1].plain == "s'":
        index = _over_adverbs(words, index + 1)
        if index < len(words) and words[index].participle and _masculine(words[index]) in SAID:
            return index + 1
        return None
    phrase = _phrase(words, index, verb.plain)
    if phrase is not None:
        return phrase
    if verb.plain not in SAYS or verb.participle or verb.plain in _LOOSE:
        reflexive = index > at and words[index - 1].plain in ("s'", "se")
        return index + 1 if verb.plain in _LOOSE and reflexive else None
    if verb.plain in _NOUNS and at > 0 and words[index - 1].plain in ("la", "l'", "les", "le"):
        return None
    return index + 1


def _masculine(word: Token) -> str:
    """A participle in é without the marks of its gender and number."""
    bare = word.plain.removesuffix("s")
    return bare[:-1] if bare.endswith("ee") else bare


def _over_adverbs(words: Sequence[Token], index: int) -> int:
    while index < len(words) and words[index].plain in _ADVERBS | _CLITICS:
        index += 1
    return index


def _phrase(words: Sequence[Token], index: int, verb: str) -> int | None:
    for forms, tails in _PHRASES.values():
        if verb not in forms:
            continue
        for after in (index + 1, _over_adverbs_only(words, index + 1)):
            for tail in tails:
                size = len(tail.replace("'", "' ").split())
                said = "".join(
                    w.plain + ("" if w.plain.endswith("'") else " ")
                    for w in words[after : after + size]
                )
                if said.strip() == tail:
                    return after + size
    return None


def _over_adverbs_only(words: Sequence[Token], index: int) -> int:
    while index < len(words) and words[index].plain in _ADVERBS - {"d'", "en", "pour"}:
        index += 1
    return index
