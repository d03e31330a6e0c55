#!/usr/bin/python3
"""Breaks a good PDF in one way after the other, and sees that the rule for it tells.

Usage: test-rules.py [CASE…]

SPDX-License-Identifier: GPL-3.0-or-later
"""
import importlib
import io
import os
import sys

import pikepdf

import cases
import document
import good_pdf
import rules

FILES = ["cases_syntax", "cases_content", "cases_structure", "cases_metadata", "cases_fonts", "cases_objects"]
faults = []


def report(what):
    faults.append(what)
    print(f"not ok: {what}")


def check_good(data, name):
    for finding in rules.check(document.Document(data)):
        report(f"{name}: {finding}")


def pack(data):
    """The good document as qpdf writes it with object streams and a cross-reference stream."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        file = io.BytesIO()
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True, preserve_pdfa=True)
    return file.getvalue()


def run(case):
    try:
        if case.on_bytes:
            data = case.change(good_pdf.make_good())
        else:
            data = good_pdf.edit(case.change)
        findings = rules.check(document.Document(data), [case.rule])
    except Exception as error:  # pylint: disable=broad-except
        report(f"{case.rule}: the case {case.name} fails: {type(error).__name__}: {error}")
        return
    told = [finding for finding in findings if not finding.what.startswith("can't be checked")]
    if not told:
        report(f"{case.rule}: the case {case.name} is not noticed" + (f", but {findings[0].what}" if findings else ""))
    elif os.environ.get("VERBOSE"):
        print(f"{case.rule}: {case.name}: {told[0].where}: {told[0].what}")


def main():
    wanted = sys.argv[1:]
    known = rules.load()
    for name in FILES:
        importlib.import_module(name)
    chosen = [case for case in cases.CASES if not wanted or case.name in wanted or case.rule in wanted]
    if not wanted:
        check_good(good_pdf.make_good(), "the good document")
        check_good(good_pdf.edit(lambda pdf: None), "the good document, read and written")
        check_good(pack(good_pdf.make_good()), "the good document with object streams")
        for name in known.keys() - {case.rule for case in cases.CASES}:
            report(f"{name}: no case breaks this rule")
    for case in chosen:
        if case.rule not in known:
            report(f"{case.name}: there is no rule {case.rule}")
        else:
            run(case)
    print(f"{len(chosen)} cases of {len({case.rule for case in chosen})} rules, {len(faults)} faults")
    return 1 if faults or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
