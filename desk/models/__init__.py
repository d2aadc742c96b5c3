from .publishing import Publishable, PublishableQuerySet, Status

__all__ = ["Publishable", "PublishableQuerySet", "Status"]
