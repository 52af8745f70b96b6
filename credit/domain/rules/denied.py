"""What no rule may ever ask about, whatever it is called (credit.md E7).

Protective reasons aside, nothing about health, belief, politics, unions, gambling, adult matters, minors, where
somebody is, or public assistance is an input to an offer (PIPL article 28; 12 CFR 1002.6). A signal's name is
denied when one of its words is, or begins with, one of these.
"""

from __future__ import annotations

import re

_WHOLE = """
    health medical medicine hospital clinic doctor illness sick disease diagnosis therapy mental hiv
    faith church mosque temple tithe party vote voter union strike bet bets betting casino lottery poker
    adult sexual sex gender orientation dating minor minors child children kid kids school pupil
    location gps latitude longitude place address postcode zip district region
    welfare assistance benefit benefits pension alimony race racial caste nationality origin marital birthplace
"""
_BEGUN = "disab pregnan relig politic elect gambl porn ethnic geo pray biometric genetic"
_WORDS, _STEMS = frozenset(_WHOLE.split()), tuple(_BEGUN.split())

PROTECTIVE = frozenset({"life_event_days", "age_years"})
"""Signals that protect a person through a guard, and are no reason to offer anything."""


def is_denied(signal: str) -> bool:
    """Whether rules must not name it, measured or not."""
    words = [word for word in re.split(r"[^a-z]+", signal[:200].casefold()) if word]
    return signal.casefold() in PROTECTIVE or any(word in _WORDS or word.startswith(_STEMS) for word in words)
