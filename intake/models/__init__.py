from .answerable import Answerable, AnswerableQuerySet
from .flood_count import FloodCount

__all__ = ["Answerable", "AnswerableQuerySet", "FloodCount"]
