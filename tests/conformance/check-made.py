#!/usr/bin/python3
"""Checks the PDFs that all other tests made: they keep a copy in PRECEPT_PDF_FOLDER.

It runs after all others. Alone it checks what the last run of each left there; where there is nothing it is skipped.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import hashlib
import os
import pathlib
import sys

import document
import rules

# Some tests of the writer alone make no whole document: links over nothing, outlines that lead nowhere on purpose.
EXEMPT = {"precept-pdf-writer-": {"link_elements", "outline"}, "precept-pdf-structure-": {"link_elements"}}
MOST = 3  # findings told of one file


def main():
    folder = pathlib.Path(os.environ["PRECEPT_PDF_FOLDER"])
    paths = sorted(folder.glob("*.pdf")) if folder.is_dir() else []
    if not paths:
        print(f"{folder} has no PDFs: run the tests that make them")
        return 77
    known = rules.load()
    seen, n_faulty = set(), 0
    for path in paths:
        data = path.read_bytes()
        digest = hashlib.sha256(data).digest()
        if digest in seen:
            continue
        seen.add(digest)
        exempt = set().union(*(names for prefix, names in EXEMPT.items() if path.name.startswith(prefix)))
        try:
            findings = rules.check(document.Document(data), [name for name in known if name not in exempt])
        except Exception as error:  # pylint: disable=broad-except
            findings = [f"can't be read: {error}"]
        for finding in findings[:MOST]:
            print(f"{path.name}: {finding}")
        if len(findings) > MOST:
            print(f"{path.name}: … and {len(findings) - MOST} more; see check-pdf.py {path}")
        n_faulty += bool(findings)
    print(f"{len(paths)} PDFs, {len(seen)} of them different, {n_faulty} with faults")
    return 1 if n_faulty else 0


if __name__ == "__main__":
    sys.exit(main())
