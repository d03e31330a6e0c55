#!/usr/bin/python3
"""Checks what the compiler cannot: which folder includes and names what.

The folders of src/ are layers, bottom first. A file may include headers of its own
folder and of the folders that the map below allows; GTK belongs to app/ alone; and
xmlNode is seen only where the tree is read.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import re
import sys

ALLOWED = {
    "document": [],
    "rules": ["document"],
    "check": ["document", "rules"],
    "content": ["document", "rules"],
    "layout": ["document", "content"],
    "pdf": [],
    "import": ["document", "rules"],
    "publish": ["document", "rules", "check", "content", "layout", "pdf"],
    "cli": ["document", "rules", "check", "content", "layout", "import", "publish"],
    "app": ["document", "rules", "check", "content", "layout", "import", "publish"],
}
READS_TREE = {"document", "rules", "check", "content", "import"}
SCREEN = re.compile(r"#include <(gtk/|adwaita|gtksourceview/|gdk/)")
TREE = re.compile(r"\bxml(Node|Doc|Attr|Ns)\b(?!s)")

root = os.path.join(os.environ["PRECEPT_SOURCE_DIR"], "src")
home = {}


def list_files(folder):
    """Its files by their paths in it: a layer may have folders inside."""
    for path, _, names in os.walk(os.path.join(root, folder)):
        for name in names:
            yield os.path.relpath(os.path.join(path, name), os.path.join(root, folder))


for folder in ALLOWED:
    for name in list_files(folder):
        if name.endswith(".h"):
            home[os.path.basename(name)] = folder

faults = []
n_files = 0
for folder, below in ALLOWED.items():
    for name in sorted(list_files(folder)):
        if not name.endswith((".c", ".h")):
            continue
        n_files += 1
        with open(os.path.join(root, folder, name), encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                place = f"src/{folder}/{name}:{number}"
                included = re.match(r'#include "([^"]+)"', line)
                if included:
                    of = home.get(os.path.basename(included[1]))
                    if of and of != folder and of not in below:
                        faults.append(f"{place}: {folder}/ may not use {of}/ ({included[1]})")
                if folder != "app" and SCREEN.match(line):
                    faults.append(f"{place}: only app/ may use the toolkit")
                if folder not in READS_TREE and TREE.search(line.split("/*")[0]):
                    faults.append(f"{place}: the tree is not seen in {folder}/")

for fault in faults:
    print(fault)
if n_files < 20:
    print(f"only {n_files} files were found: is PRECEPT_SOURCE_DIR right?")
    sys.exit(1)
sys.exit(bool(faults))
