"""Rules of lists and tables of contents: ISO 14289-1 7.2 and 7.6, ISO 32000-1 14.8.4.3.3 and 14.8.4.2.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import re

from rules import rule
from tables import get_all, get_kid_types

# What labels look like, and how a list with such labels may say that it is numbered: ISO 32000-1 Table 347.
LABELS = [
    (re.compile(r"[(]?\d+[.):]?"), {"/Decimal"}),
    (re.compile(r"[(]?[ivxlc]+[.):]?"), {"/LowerRoman", "/LowerAlpha"}),
    (re.compile(r"[(]?[IVXLC]+[.):]?"), {"/UpperRoman", "/UpperAlpha"}),
    (re.compile(r"[(]?[a-z]{1,2}[.):]?"), {"/LowerAlpha"}),
    (re.compile(r"[(]?[A-Z][.):]?"), {"/UpperAlpha"}),
    (re.compile(r"[^\w\s]"), {"/Disc", "/Circle", "/Square"}),
]


def check_parent(document, kind, *parents):
    for element in get_all(document, kind):
        if element.visible_parent is None or element.visible_parent.standard not in parents:
            yield element.where, f"is not in {' or '.join(parents)}"


def check_kids(document, kind, *kinds):
    for element in get_all(document, kind):
        for kid in element.visible_kids:
            if kid.standard not in kinds:
                yield kid.where, f"may not be in {kind}"


def check_caption_first(document, kind):
    for element in get_all(document, kind):
        if "Caption" in get_kid_types(element)[1:]:
            yield element.where, "its Caption is not its first kid, or not its only Caption"


@rule("ISO 14289-1 7.2", "list items are in a list")
def list_item_parents(document):
    yield from check_parent(document, "LI", "L")


@rule("ISO 14289-1 7.2", "LBody is in a list item")
def list_body_parents(document):
    yield from check_parent(document, "LBody", "LI")


@rule("ISO 14289-1 7.2", "a list holds list items, lists and a caption only")
def list_kids(document):
    yield from check_kids(document, "L", "LI", "L", "Caption")


@rule("ISO 14289-1 7.2", "a list has its caption first")
def list_caption(document):
    yield from check_caption_first(document, "L")


@rule("ISO 14289-1 7.2", "list items hold Lbl and LBody only")
def list_item_kids(document):
    yield from check_kids(document, "LI", "Lbl", "LBody")


@rule("ISO 32000-1 14.8.4.3.3", "a list item has one Lbl, one LBody, or one of each in that order")
def list_item_parts(document):
    for element in get_all(document, "LI"):
        if get_kid_types(element) not in (["Lbl"], ["LBody"], ["Lbl", "LBody"]):
            yield element.where, f"holds {' '.join(str(kind) for kind in get_kid_types(element)) or 'nothing'}"


@rule("ISO 14289-1 7.6; ISO 32000-1 14.8.5.5", "a list whose labels are numbers, letters or bullets says so in ListNumbering")
def list_numbering(document):
    for element in get_all(document, "L"):
        items = [kid for kid in element.visible_kids if kid.standard == "LI"]
        labels = [kid.text.strip() for item in items for kid in item.visible_kids if kid.standard == "Lbl"]
        numbering = element.get_attribute("List", "ListNumbering")
        if labels and numbering is None:
            yield element.where, f"has labels like “{labels[0]}”, but no ListNumbering"
            continue
        # A term may look like a number; all terms of a list don't.
        fitting = [next((numberings for pattern, numberings in LABELS if pattern.fullmatch(label)), set()) for label in labels]
        if labels and all(fitting) and not all(str(numbering) in each for each in fitting):
            yield element.where, f"has labels like “{labels[0]}”, but ListNumbering is {numbering}"


@rule("ISO 14289-1 7.2", "entries of a table of contents are in one")
def contents_entry_parents(document):
    yield from check_parent(document, "TOCI", "TOC")


@rule("ISO 14289-1 7.2", "a table of contents holds entries, tables of contents and a caption only")
def contents_kids(document):
    yield from check_kids(document, "TOC", "TOC", "TOCI", "Caption")


@rule("ISO 14289-1 7.2", "a table of contents has its caption first")
def contents_caption(document):
    yield from check_caption_first(document, "TOC")
