"""The table of rules, and what a rule finds.

A rule is one function that takes a Document and yields (where, what) for each fault:

    @rule("ISO 14289-1 7.18.3", "pages with annotations are tabbed through in the order of the structure")
    def tabs_follow_structure(document):
        for page in document.pages:
            if …:
                yield page.where, "Tabs is missing, must be S"

Its name is the function's name. The clause is the one of ISO 14289-1 (PDF/UA-1), of
ISO 19005-3 (PDF/A-3) or of ISO 32000-1 (PDF 1.7) that it is written from.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import importlib
import traceback
from typing import Callable, NamedTuple

# One subject a file; each registers its rules when it is imported.
MODULES = ["syntax", "limits", "content", "structure", "headings", "tables", "lists", "language", "metadata", "extension",
           "colour", "graphics", "fonts", "glyphs", "annotations", "navigation", "attachments", "forbidden"]

RULES = {}


class Rule(NamedTuple):
    name: str
    clauses: str
    title: str
    function: Callable


class Finding(NamedTuple):
    rule: Rule
    where: str
    what: str

    def __str__(self):
        return f"{self.where}: {self.what} [{self.rule.name}, {self.rule.clauses}]"


def rule(clauses, title):
    """Registers a function as a rule; see above."""
    def register(function):
        name = function.__name__
        if name in RULES:
            raise ValueError(f"two rules are named {name}")
        RULES[name] = Rule(name, clauses, title, function)
        return function
    return register


def load():
    """Imports all rules. Returns them by name."""
    for name in MODULES:
        importlib.import_module(name)
    return RULES


def check(document, names=None):
    """Checks a document against the rules of these names, or all. Returns the findings.

    A rule may stumble over something that no rule expects in a PDF. That is a fault of the PDF as long as the rule
    holds for sound ones, so it is a finding as well.
    """
    findings = []
    for name in names or load():
        each = load()[name]
        try:
            findings += [Finding(each, where, what) for where, what in each.function(document)]
        except Exception as error:  # pylint: disable=broad-except
            place = traceback.extract_tb(error.__traceback__)[-1]
            findings.append(Finding(each, document.name, f"can't be checked: {type(error).__name__}: {error} "
                                                         f"({place.filename.rsplit('/', 1)[-1]}:{place.lineno})"))
    return findings
