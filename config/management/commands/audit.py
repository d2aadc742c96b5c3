import json
import os
import subprocess
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

LOCKS = ["requirements.lock", "requirements-postgres.lock", "requirements-test.lock"]
ACCEPTED = {}  # {number of a known hole: why it does not concern us, and until when}


class Command(BaseCommand):
    help = "Asks whether anything in the locks has a known hole. `./run audit` brings what it needs."
    requires_system_checks = []

    def handle(self, **options):
        asked, holes, unasked = audited(LOCKS)
        if unasked:
            self.tell_of_unasked(unasked)
        if holes:
            raise CommandError("Known holes:\n" + "\n".join(holes))
        if unasked and os.environ.get("AUDIT_REQUIRED") == "1":
            raise CommandError("With AUDIT_REQUIRED=1 every package must be asked about.")
        self.stdout.write(f"{asked} packages were asked about, and none has a known hole.")

    def tell_of_unasked(self, unasked):
        lines = [
            "=" * 79,
            f"NOT AUDITED ({len(unasked)}): the service that knows of holes was not reached, or knows none.",
            "This run says nothing about: " + ", ".join(unasked),
            "=" * 79,
        ]
        self.stderr.write("\n".join(lines))


def audited(locks):
    """(number of packages asked about, [hole as a line, …], [package that nobody knows, …])."""
    command = [sys.executable, "-m", "pip_audit", "--format=json", "--progress-spinner=off"]
    command += ["--disable-pip", "--require-hashes", *(f"--requirement={lock}" for lock in locks)]
    command += [f"--ignore-vuln={number}" for number in ACCEPTED]
    done = subprocess.run(  # noqa: S603 our own words
        command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    if "No module named pip_audit" in done.stderr:
        raise CommandError("pip-audit is not installed; ./run audit does that.")
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except ValueError:  # it broke off: no network, most likely
        last = (done.stderr.strip() or "it said nothing").splitlines()[-1]
        return 0, [], [f"anything ({last})"]
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, repaired in {', '.join(hole['fix_versions'])}"
        for package in packages
        for hole in package.get("vulns", [])
    ]
    unasked = [package["name"] for package in packages if "skip_reason" in package]
    return len(packages) - len(unasked), holes, unasked
