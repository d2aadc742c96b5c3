"""Where a text of a file belongs: "conditions.condition/bone-metastases/12/sections/34/body".

The natural key is for people, and tells an object of this site from one of another with the same number.
"""

import functools
import re
from dataclasses import dataclass

from desk.translation_totals import translated_models

PRIMARY_KEY = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)  # a bigint has 19 digits


@dataclass(frozen=True)
class Address:
    model: type
    name: str
    pk: int
    path: str


def address_of(obj, path):
    return f"{obj._meta.label_lower}/{natural_name(obj)}/{obj.pk}/{path}"


def natural_name(obj):
    return "-".join(map(str, obj.natural_key())).replace("/", "-")


def parsed(text):
    """The Address, or None where it leads to nothing that is translated here."""
    label, name, pk, path = [*text.split("/", 3), "", "", ""][:4]
    model = _models().get(label)
    return Address(model, name, int(pk), path) if model and PRIMARY_KEY.fullmatch(pk) else None


@functools.cache
def _models():
    return {model._meta.label_lower: model for model in translated_models()}
