#!/usr/bin/env python3
"""What a page costs beside filtering: .venv/bin/python bench/rendering.py

A list of 20 rendered anew, kept, and not sent again, against a constant response through the same middleware; and
the card, the heaviest part, as a Django template and as the same in Jinja2, where that is installed.
Milliseconds differ from machine to machine and from hour to hour; all are measured in turns, so that their ratios
hardly do.
"""

import gzip
import importlib.util
import os
import platform
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.bench"

import django  # noqa: E402

django.setup()

import brotli  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.cache import caches  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse, QueryDict  # noqa: E402
from django.template.loader import get_template  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import translation  # noqa: E402
from django.utils.formats import date_format  # noqa: E402

from bench.register import generate  # noqa: E402
from conditions.templatetags.languages import in_its_language, lang_of  # noqa: E402
from config import urls  # noqa: E402
from directory import cards  # noqa: E402
from directory.filtering.filterset import SpecialistFilterSet  # noqa: E402
from directory.listing_page import ListPage  # noqa: E402

LISTINGS = 600
QUESTION = "condition=d0&therapy=t0&country=DE"
LIST = f"/de/specialists/?{QUESTION}"
ROUNDS = 100
JINJA = """
<article class="listing-card" data-slug="{{ listing.slug }}"><header>
<{{ heading }}><a href="{{ url }}">{{ listing.name }}</a></{{ heading }}>
{% if listing.is_sample %}<span class="tag">{{ _("Sample") }}</span>{% endif %}</header>
<div class="who"><p class="specialties">{% for specialty in listing.specialties.all() %}
{% if not loop.first %} · {% endif %}{{ in_its_language(specialty, "name") }}{% endfor %}</p>
<ul class="details plain">{% for affiliation in listing.affiliations.all() %}{% set clinic = affiliation.clinic %}
<li>{{ pin }}<span>{{ clinic.name }}, {{ clinic.city }}{% if clinic.region.name != clinic.city %},
{{ in_its_language(clinic.region, "name") }}{% endif %}, {{ clinic.country_name }}</span></li>{% endfor %}
<li>{{ speech }}<span>{% for language in listing.languages.all() %}{% if not loop.first %}, {% endif %}
{{ in_its_language(language, "name") }}{% endfor %}</span></li></ul></div>
<div class="what">{% for treatment in listing.treatments.all() %}<div class="offers">
<p{{ lang_of(treatment.condition, "name") }}>{{ treatment.condition.name }}</p>
<ul class="plain">{% for therapy in treatment.therapies.all() %}
<li{{ lang_of(therapy, "name") }}>{{ therapy.name }}</li>{% endfor %}</ul></div>{% endfor %}
{% if met or not_stated %}<ul class="asked plain">
{% for item in met %}<li class="is-met">{{ check }}<span>{{ item }}</span></li>{% endfor %}
{% for item in not_stated %}<li>{{ question }}<span>{{ item }}</span></li>{% endfor %}</ul>{% endif %}
<p class="checked{% if listing.freshness == "stale" %} is-stale{% endif %}">{% if listing.checked_on %}
{{ _("Checked on %(date)s")|format(date=day(listing.checked_on)) }}{% else %}{{ _("Not yet checked") }}{% endif %}
{% if listing.freshness == "stale" %}<strong>{{ _("This is old: please ask before you rely on it.") }}</strong>
{% endif %}</p></div>
<p class="shortlist-toggle"><a href="{{ toggle.url }}" rel="nofollow">{{ add }}{{ _("Add to my list") }}
<span class="visually-hidden">: {{ toggle.name }}</span></a></p></article>
"""
sent = b""  # the list, as a browser gets it


def constant(request):
    return HttpResponse(sent)


urlpatterns = [*urls.urlpatterns, path("constant/", constant)]


def medians(calls):
    """{name: median milliseconds} of calls made in turns."""
    took = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            took[name].append((time.perf_counter() - start) * 1000)
    return {name: sorted(times)[ROUNDS // 2] for name, times in took.items()}


def asker(address, **headers):
    """A call that asks for it as a web server does, and returns (status, headers, content)."""
    handler = WSGIHandler()
    environ = RequestFactory().get(address, headers=headers).environ

    def ask():
        told = []
        response = handler(dict(environ), lambda status, headers: told.extend([status, dict(headers)]))
        content = b"".join(response)
        response.close()
        return (*told, content)

    return ask


def anew(ask):
    def asked_anew():
        caches["pages"].clear()
        ask()

    return asked_anew


def page_calls():
    global sent
    settings.ROOT_URLCONF = sys.modules[__name__]
    connection.settings_dict["CONN_MAX_AGE"] = None  # as on a public site
    kept = asker(LIST, accept_encoding="br")
    for _ in range(3):  # the bitmaps are stored, what is remembered is known
        _status, headers, sent = kept()
    return {
        "rendered anew": anew(kept),
        "kept": kept,
        "not sent again": asker(LIST, accept_encoding="br", if_none_match=headers["ETag"]),
        "constant response": asker("/constant/"),
    }


def card_calls():
    """Rendering of the cards of one list, and what comes before."""
    question = QueryDict(QUESTION)
    page = ListPage(SpecialistFilterSet(question))
    contexts = [{**vars(result), "heading": "h3"} for result in page.listings]
    card = get_template("components/specialist_card.html")
    calls = {
        "question and answer": lambda: ListPage(SpecialistFilterSet(question)),
        "listings loaded": lambda: cards.load(page.model, page.answer.ids, page.engine.version),
        "cards, Django": lambda: [card.render(context) for context in contexts],
    }
    if importlib.util.find_spec("jinja2"):
        jinja = jinja_card()
        calls["cards, Jinja2"] = lambda: [jinja.render(context) for context in contexts]
    return calls


def jinja_card():
    import jinja2
    from markupsafe import Markup

    environment = jinja2.Environment(autoescape=True, trim_blocks=True)
    icons = {name: Markup((ROOT / f"templates/icons/{name}.svg").read_text()) for name in ICONS}  # noqa: S704
    environment.globals.update(icons, _=translation.gettext, day=date_format)
    environment.globals.update(in_its_language=in_its_language, lang_of=lang_of)
    return environment.from_string(JINJA)


ICONS = ["pin", "speech", "check", "question", "add"]


def sizes():
    html = brotli.decompress(sent)
    return {"html": len(html), "gzip": len(gzip.compress(html, 6)), "brotli, as sent": len(sent)}


def main():
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    generate(LISTINGS)
    translation.activate("de")
    print(f"Python {platform.python_version()}, Django {django.__version__}, {platform.machine()}")
    found = medians(page_calls())
    print(f"\nA list of 20 from {LISTINGS} specialists, milliseconds, and throughput to a constant response")
    for name, took in found.items():
        print(f"  {name:20} {took:7.2f}  {found['constant response'] / took:5.2f}")
    print("\nIts bytes")
    for name, size in sizes().items():
        print(f"  {name:20} {size:7,}")
    found = medians(card_calls())
    print("\nIts parts, milliseconds, and to the cards as Django templates")
    for name, took in found.items():
        print(f"  {name:20} {took:7.2f}  {took / found['cards, Django']:5.2f}")


if __name__ == "__main__":
    main()
