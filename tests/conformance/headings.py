"""Rules of headings: ISO 14289-1 7.4.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import re

from rules import rule


def get_numbered(document):
    return [element for element in document.tree.elements if re.fullmatch("H[1-6]", element.standard or "")]


@rule("ISO 14289-1 7.4.2", "the first heading is H1, and no level is left out on the way down")
def heading_levels(document):
    level = 0
    for element in get_numbered(document):
        own = int(element.standard[1])
        if own > level + 1:
            yield element.where, f"{element.standard} follows {f'H{level}' if level else 'no heading'}"
        level = own


@rule("ISO 14289-1 7.4.4", "an element has at most one H")
def one_h(document):
    for element in document.tree.elements:
        if sum(kid.standard == "H" for kid in element.elements) > 1:
            yield element.where, "has more than one H"


@rule("ISO 14289-1 7.4.4", "headings are H or have levels, but not both in one document")
def one_kind_of_heading(document):
    if any(element.standard == "H" for element in document.tree.elements) and get_numbered(document):
        yield "structure tree root", "has both H and headings with levels"


@rule("ISO 14289-1 7.4", "headings have text")
def headings_have_text(document):
    for element in document.tree.elements:
        if re.fullmatch("H[1-6]?", element.standard or "") and not element.text.strip():
            yield element.where, "says nothing"
