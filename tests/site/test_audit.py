"""What the site consists of is written down, and asked about; the service that knows of holes is a file here."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from config.management.commands.sbom import LOCK, SBOM, bill_of_materials

WHOLE = {"name": "django", "version": "5.2.19", "vulns": []}
HOLED = {"name": "pillow", "version": "13.0.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["13.0.1"]}]}
UNASKED = {"name": "nh3", "skip_reason": "not found"}


def audit(tmp_path, said, **environment):
    """`manage.py audit` where pip-audit says this, as text."""
    (tmp_path / "pip_audit.py").write_text(f"import sys\nprint({said!r})\nsys.exit(1)\n")
    return subprocess.run(
        [sys.executable, "manage.py", "audit"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path), "DATA_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
    )


def told(*packages):
    return json.dumps({"dependencies": packages, "fixes": []})


def test_a_known_hole_fails_and_is_named(tmp_path):
    done = audit(tmp_path, told(WHOLE, HOLED))
    assert (done.returncode, done.stdout) == (1, "")
    assert "pillow 13.0.0: PYSEC-1, repaired in 13.0.1" in done.stderr


def test_no_known_hole_passes(tmp_path):
    done = audit(tmp_path, told(WHOLE), AUDIT_REQUIRED="1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1 packages were asked about, and none has a known hole.\n"


@pytest.mark.parametrize("said", [told(WHOLE, UNASKED), "no network"])
@pytest.mark.parametrize(("required", "status"), [("", 0), ("1", 1)])
def test_what_nobody_could_be_asked_about_is_said_loudly(tmp_path, said, required, status):
    done = audit(tmp_path, said, AUDIT_REQUIRED=required)
    assert done.returncode == status
    assert "NOT AUDITED" in done.stderr


def test_a_hole_beside_what_could_not_be_asked_about_fails(tmp_path):
    assert audit(tmp_path, told(UNASKED, HOLED)).returncode == 1


def test_every_run_of_ci_asks():
    assert re.search(r"^\./run audit\b", (settings.BASE_DIR / ".ci" / "run").read_text(), flags=re.MULTILINE)


def without_licences(bill):
    """As the lock has it; licences come from what is installed, which depends on the machine."""
    components = [{name: it for name, it in one.items() if name != "licenses"} for one in bill["components"]]
    return {**bill, "components": components}


def test_the_list_of_parts_is_that_of_the_lock():
    written = json.loads(SBOM.read_text())
    assert without_licences(written) == without_licences(bill_of_materials())
    names = re.findall(r"^([\w.-]+)==", LOCK.read_text(), flags=re.MULTILINE)
    assert [component["name"] for component in written["components"]] == names


def test_the_list_of_parts_says_what_needs_what_and_nothing_of_this_machine():
    written = json.loads(SBOM.read_text())
    needs = {dependency["ref"]: dependency["dependsOn"] for dependency in written["dependencies"]}
    assert any(part.startswith("pkg:pypi/django@") for part in needs["konsil"])
    [django] = [ref for ref in needs if ref.startswith("pkg:pypi/django@")]
    assert [part.partition("@")[0] for part in needs[django]] == [
        "pkg:pypi/asgiref",
        "pkg:pypi/sqlparse",
        "pkg:pypi/tzdata",
    ]
    assert not re.search(r"timestamp|serialNumber|://|\.local", SBOM.read_text())
