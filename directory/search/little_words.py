"""Words that say nothing about whom to find, folded, in the four languages."""

BETWEEN = """
am an auf aus bei beim das dem den der des die durch ein eine einem einen einer fur im in mit nach oder und vom von
vor wegen zu zum zur
a and at by for from in near of on or the to with who
a au aux avec chez d dans de des du en et la le les l ou par pour pres sur un une
a al alla alle allo con da dal dalla dei del della delle di e gli i il in la le lo nei nel nella o per presso su
tra un una
"""
# what those are whom one finds here anyway
FOUND_ANYWAY = """
arzt arzte artze arztin arztinnen facharzt facharzte facharztin doktor behandelt behandeln behandlung
spezialist spezialisten spezialistin spezialistinnen experte experten
doctor doctors physician physicians specialist specialists expert experts treat treats treatment
medecin medecins docteur docteurs specialiste specialistes traitement
medico medici dottore dottoressa specialista specialisti esperto esperti trattamento
"""
# what may also be a name
PRAISING = (
    "gut gute guter gutes beste besten bester bestes best good meilleur meilleure bon bonne migliore migliori"
)
ACADEMIC = "dr drs prof professor professorin med pd priv doz privatdozent univ dipl mag phd md habil dott dres"

LITTLE_WORDS, GENERAL, PRAISE, TITLES = (
    frozenset(words.split()) for words in (BETWEEN, FOUND_ANYWAY, PRAISING, ACADEMIC)
)
