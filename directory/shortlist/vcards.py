"""Entries as vCards 4.0 (RFC 6350), for the address book of a telephone or computer."""

from uuid import NAMESPACE_URL, uuid5

from .words import notes

CONTENT_TYPE = "text/vcard; charset=utf-8"
LONGEST_LINE = 75  # octets without the line break, section 3.2
ESCAPED = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"})


def vcards(entries, site):
    """The text of a file with one card for each Entry; `site` is "https://…"."""
    lines = [line for entry in entries for line in _card(entry, site)]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text):
    """`text` as a value, section 3.4; without characters that nobody can see."""
    text = "\n".join(str(text).splitlines()).replace("\t", " ")
    return "".join(c for c in text if c == "\n" or c.isprintable()).translate(ESCAPED)


def folded(line):
    """`line` broken into lines of at most 75 octets; no character is torn apart."""
    lines, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LONGEST_LINE:
            lines.append(" ")
            size = 1
        lines[-1] += character
        size += octets
    return "\r\n".join(lines)


def _card(entry, site):
    listing = entry.listing
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"UID:{_uid(listing, site)}"
    yield f"KIND:{'org' if entry.is_clinic else 'individual'}"
    yield f"FN:{escaped(listing.name)}"
    if entry.is_clinic:
        yield f"ORG:{escaped(listing.name)}"
        yield _address(listing)
    else:
        yield f"N:{escaped(listing.family_name)};{escaped(listing.given_name)};;{escaped(listing.title)};"
        yield from _workplaces(entry)
    yield from _contact(listing)
    yield from (f"LANG:{escaped(language.code)}" for language in listing.languages.all())
    yield f"NOTE:{escaped(chr(10).join(notes(listing)))}"
    yield f"SOURCE:{_uri(f'{site}{listing.get_absolute_url()}')}"
    yield "END:VCARD"


def _uid(listing, site):
    """The same in every language and at every export, so that an address book finds the card again."""
    return uuid5(NAMESPACE_URL, f"{site}/{listing._meta.model_name}/{listing.slug}").urn


def _workplaces(entry):
    """A group for each, so that address and telephone stay with the name of the clinic."""
    for number, clinic in enumerate(entry.clinics, start=1):
        yield f"place{number}.ORG:{escaped(clinic.name)}"
        yield f"place{number}.{_address(clinic)}"
        if clinic.phone:
            yield f"place{number}.{_telephone(clinic)}"


def _address(clinic):
    """Box and extended address are empty: section 6.3.1 asks for it."""
    parts = ["", "", clinic.street, clinic.city, clinic.region.name, clinic.postal_code, clinic.country_name]
    return f"ADR;TYPE=work:{';'.join(escaped(part) for part in parts)}"


def _contact(listing):
    if listing.phone:
        yield _telephone(listing)
    if listing.email:
        yield f"EMAIL;TYPE=work:{escaped(listing.email)}"
    if listing.website:
        yield f"URL;TYPE=work:{_uri(listing.website)}"


def _telephone(listing):
    """A number without the code of a country, such as 116117, is no tel: address."""
    if listing.tel.startswith("+"):
        return f"TEL;VALUE=uri;TYPE=work:tel:{listing.tel}"
    return f"TEL;VALUE=text;TYPE=work:{escaped(listing.phone)}"


def _uri(text):
    return "".join(character for character in text if character.isprintable())
