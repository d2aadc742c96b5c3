import json
import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata

from django.conf import settings
from django.core.management.base import BaseCommand

LOCK = settings.BASE_DIR / "requirements.lock"
SBOM = settings.BASE_DIR / "docs" / "sbom.cdx.json"
ENTRY = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?P<rest>(?:.*\n)(?:    .*\n?)*)", re.MULTILINE)
NEEDED_BY = re.compile(r"^ +#(?: via | {3})([\w.-]+)$", re.MULTILINE)
CLASSIFIER = "License :: OSI Approved :: "


class Command(BaseCommand):
    help = "Writes docs/sbom.cdx.json: what a site consists of, as requirements.lock has it (CycloneDX)."
    requires_system_checks = []

    def handle(self, **options):
        SBOM.write_text(json.dumps(bill_of_materials(), indent=1, ensure_ascii=False) + "\n")
        self.stdout.write(f"Wrote {SBOM.relative_to(settings.BASE_DIR)}")


def bill_of_materials():
    """The same for the same lock: without a time or a serial number."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    entries = [match.groupdict() for match in ENTRY.finditer(LOCK.read_text())]
    references = {entry["name"]: f"pkg:pypi/{entry['name']}@{entry['version']}" for entry in entries}
    root = {
        "type": "application",
        "bom-ref": project["name"],
        "name": project["name"],
        "version": project["version"],
        "licenses": [{"license": {"id": project["license"]}}],
    }
    needs = {reference: [] for reference in [project["name"], *references.values()]}
    for entry in entries:
        for parent in NEEDED_BY.findall(entry["rest"]):
            needs[references.get(parent, parent)].append(references[entry["name"]])
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": root},
        "components": [
            _component(entry["name"], entry["version"], references[entry["name"]]) for entry in entries
        ],
        "dependencies": [{"ref": reference, "dependsOn": sorted(on)} for reference, on in needs.items()],
    }


def _component(name, version, reference):
    about = {"type": "library", "bom-ref": reference, "name": name, "version": version, "purl": reference}
    try:
        return {**about, "licenses": [_licence(metadata(name))]}
    except PackageNotFoundError:  # for another Python or another machine than this
        return about


def _licence(told):
    if told["License-Expression"]:
        return {"expression": told["License-Expression"]}
    classified = [text for text in told.get_all("Classifier") or [] if text.startswith(CLASSIFIER)]
    name = classified[0].removeprefix(CLASSIFIER) if classified else (told["License"] or "not stated")
    return {"license": {"name": name.splitlines()[0]}}
