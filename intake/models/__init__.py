from .flood_count import FloodCount

__all__ = ["FloodCount"]
