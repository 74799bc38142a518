"""Words of health, origin, politics, religion and orientation (C8), in a few languages.

As `governance.services.sensitive` compares them: without accents and in lower case.
"""

from typing import Final

WORDS: Final = frozenset(
    """
    aids dna hiv disability disabilities enceinte enfermo enferma patient patients salud sante
    ancestry caste herkunft hispanic indigenous latina latino origen origin origine origines origins
    race races rasse raza skincolor skincolour
    communism communist partei socialism socialist
    agnostic christian christianity christians church faith glaube halal iglesia jew jews judio juif
    juive kirche kosher mosque synagogue
    gay gays lesbian lesbians lesbienne lesbisch lgbt lgbtq lgbtqia orientacion orientation
    orientations orientierung queer schwul sex transgender
    """.split()
)
"""Whole words."""

STEMS: Final = frozenset(
    """
    allerg asthma behinder cancer depressi diabet diagnos disease embaraz enfermedad gesundheit
    handicap health illness krank malad medic medizin pregnan psychiatr schwanger symptom therap
    biometr genetic genom
    ethni nacionalidad nationalit racial rassis
    democrat fascis politi republican
    atheis buddhis catholi catolic evangeli hindu islam jewish judais katholi muslim musulm
    protestant relig
    asexual bisex heterosex homosex pansex sexual transsex
    """.split()
)
"""What words begin with."""
