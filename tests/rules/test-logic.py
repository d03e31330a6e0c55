#!/usr/bin/python3
"""test-logic.py PROGRAM: the executable form, on JsonLogic engines of others, decides as our own program does.

PROGRAM FILE N prints N random cases of a guideline and what we make of them; "random" for FILE draws the
guidelines as well. Skipped where Node.js or the engines are missing.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

SOURCE = pathlib.Path(os.environ["PRECEPT_SOURCE_DIR"])
MODULES = pathlib.Path(os.environ.get("PRECEPT_NODE_MODULES", "nowhere"))
N_CASES = 10000

node = shutil.which("node")
if node is None or not all((MODULES / name).is_dir() for name in ("json-logic-js", "json-logic-engine")):
    print("Node.js or the JsonLogic engines are missing: ./dev test installs them where it can")
    sys.exit(77)

failures = 0
names = [*sorted((SOURCE / "tests/rules/golden").glob("*.xml")), *sorted((SOURCE / "data/samples").glob("*.xml")), "random"]
for name in names:
    ours = subprocess.Popen([sys.argv[1], str(name), str(N_CASES)], stdout=subprocess.PIPE)
    theirs = subprocess.run([node, str(SOURCE / "tests/rules/run-logic.cjs")], stdin=ours.stdout, capture_output=True, text=True)
    told = theirs.stdout.strip()
    passed = ours.wait() == 0 and theirs.returncode == 0 and json.loads(told.splitlines()[-1])["cases"] == N_CASES
    print(f"{'ok' if passed else 'not ok'} - {getattr(name, 'name', name)}: {told} {theirs.stderr}")
    failures += not passed
sys.exit(1 if failures else 0)
