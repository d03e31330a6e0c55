#!/usr/bin/python3
"""Checks PDFs against PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3).

Usage: check-pdf.py [--rule=NAME]… FILE…
       check-pdf.py --list

Prints what it finds, one line each: file, where, what, and the rule with its clause. Exits with 1 if there is
anything, with 2 if a file can't be read.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import collections
import sys

import pikepdf

import document
import rules

MOST = 5  # findings of one rule in one file


def check_file(path, names):
    """Prints what is found in a file. Returns the exit status."""
    try:
        findings = rules.check(document.open_file(path), names)
    except (OSError, pikepdf.PdfError) as error:
        print(f"{path}: can't be read: {error}", file=sys.stderr)
        return 2
    told = collections.Counter()
    for finding in findings:
        told[finding.rule.name] += 1
        if told[finding.rule.name] <= MOST:
            print(f"{path}: {finding}")
    for name, count in told.items():
        if count > MOST:
            print(f"{path}: … and {count - MOST} more of {name}")
    return 1 if findings else 0


def main():
    parser = argparse.ArgumentParser(description="Checks PDFs against PDF/UA-1 and PDF/A-3a.")
    parser.add_argument("--rule", action="append", metavar="NAME", help="check this rule only; may be given more than once")
    parser.add_argument("--list", action="store_true", help="list the rules")
    parser.add_argument("files", nargs="*", metavar="FILE")
    options = parser.parse_args()
    known = rules.load()
    if options.list:
        for each in known.values():
            print(f"{each.name}: {each.title} ({each.clauses})")
        return 0
    for name in options.rule or ():
        if name not in known:
            parser.error(f"there is no rule {name}; --list tells the rules")
    if not options.files:
        parser.error("name a file to check")
    return max(check_file(path, options.rule) for path in options.files)


if __name__ == "__main__":
    sys.exit(main())
