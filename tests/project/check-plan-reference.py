#!/usr/bin/python3
"""Checks that docs/plan.md names every group and key of data/plan/style.ini.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import configparser
import os
import sys

ELEMENT_KEYS = {"size", "leading", "weight", "color", "tracking", "rise", "before", "after"}

source = os.environ["PRECEPT_SOURCE_DIR"]
style = configparser.ConfigParser(interpolation=None)
style.read(os.path.join(source, "data/plan/style.ini"), encoding="utf-8")
with open(os.path.join(source, "docs/plan.md"), encoding="utf-8") as file:
    text = file.read()

missing = []
for group in style.sections():
    is_element = set(style[group]) <= ELEMENT_KEYS
    if (f"`{group}`" if is_element else f"[{group}]") not in text:
        missing.append(f"the group [{group}]")
    missing += [f"the key {key} of [{group}]" for key in style[group] if f"`{key}`" not in text]
for name in missing:
    print(f"docs/plan.md does not describe {name}")
sys.exit(1 if missing else 0)
