"""What to ask the search for a need: its telling words, and the names of themes it speaks of.

A need is told, not asked: “fourteen trainees, cameras off, on Friday from 9 to 12”. Its figures,
days and courtesies are rare words elsewhere, so that a search would take them for the subject.
"""

import re
from collections.abc import Iterable
from typing import Final

from community.search.analysis import fold

_WORD = re.compile(r"[^\W\d_]{2,}")

_FIGURES: Final = """
deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente
quarante cinquante soixante cent mille dizaine douzaine quinzaine vingtaine trentaine soixantaine
premier premiere premiers premieres deuxieme second seconde troisieme quatrieme dernier derniere
derniers dernieres moitie
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty hundred thousand first second third last
half once twice
"""
_DAYS: Final = """
lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout
septembre octobre novembre decembre printemps ete automne hiver heure heures minute minutes jour
jours journee semaine semaines mois an ans annee annees trimestre fois matin soir hier demain
monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december spring summer autumn winter hour hours minute minutes day
days week weeks month months year years time times
"""
_COURTESIES: Final = """
voudrais voudrait voudrions aimerais aimerait aimerions cherche cherchons besoin faut faudrait
souhaite souhaitons peux peut pouvons veux veut voulons dois doit devons chose choses personne
personnes quelqu gens vraiment dire dit fait faire faites rien entre autre autres meme avant apres
pendant depuis jamais toujours encore deja commence commencer finir fini bien mal merci monde
looking someone somebody anyone want wanted need needs help like would could hope hoped thing things
people many other others another really well better good lose run never always before after make go
"""
_SAYS_LITTLE: Final = frozenset((_FIGURES + _DAYS + _COURTESIES).split())


def question_of(text: str, themes: Iterable[str]) -> str:
    """Return what to ask the search: the telling words of a text, then the names of its themes.

    The text itself where nothing else would be left of it.
    """
    words = [word for word in _WORD.findall(text) if fold(word) not in _SAYS_LITTLE]
    return " ".join([*words, *themes]) or text
