"""Rules of what leads through the document: outline, destinations, page labels.

ISO 32000-1 7.9.6, 12.3, 12.4.2.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import re

import pikepdf
from pikepdf import Array, Dictionary, Name

from document import get_name_tree, get_number_tree, get_text
from rules import rule
from structure import check_limits

FITS = {"/XYZ": 3, "/Fit": 0, "/FitH": 1, "/FitV": 1, "/FitR": 4, "/FitB": 0, "/FitBH": 1, "/FitBV": 1}


def get_destinations(document):
    """Named destinations: the array by the name."""
    names = document.catalog.get("/Names")
    tree = get_name_tree(names.get("/Dests")) if isinstance(names, Dictionary) else []
    return {name: value.get("/D") if isinstance(value, Dictionary) else value for name, value in tree}


def check_destination(document, value, named):
    """What is wrong with a destination, or nothing."""
    if isinstance(value, pikepdf.String):
        if bytes(value) not in named:
            return f"the destination {bytes(value)!r} is not in the name tree"
        return None
    if isinstance(value, Name):
        return f"the destination {value} is a name, as in PDF 1.1"
    if not isinstance(value, Array) or len(value) < 2 or not isinstance(value[0], Dictionary):
        return "the destination is no array with a page"
    if value[0].objgen not in document.page_of:
        return "the destination is no page of the document"
    if str(value[1]) not in FITS or len(value) != 2 + FITS[str(value[1])]:
        return f"the destination is {value[1]} with {len(value) - 2} numbers"
    return None


def get_outline_items(document):
    """(where, item, parent, previous) of all items of the outline."""
    root = document.catalog.get("/Outlines")
    found = []

    def walk(parent, path, depth):
        item, previous, seen = parent.get("/First"), None, 0
        while isinstance(item, Dictionary) and depth < 50 and seen < 100000:
            seen += 1
            where = f"{path} {seen}" if path == "outline item" else f"{path}.{seen}"
            found.append((where, item, parent, previous))
            walk(item, where, depth + 1)
            previous, item = item, item.get("/Next")
        last = parent.get("/Last")
        if previous is not None and (not isinstance(last, Dictionary) or last.objgen != previous.objgen):
            found.append((path, None, parent, previous))
    if isinstance(root, Dictionary):
        walk(root, "outline item", 0)
    return found


@rule("ISO 32000-1 12.3.2", "destinations are pages of the document")
def destinations(document):
    named = get_destinations(document)
    for name, value in named.items():
        problem = check_destination(document, value, named)
        if problem:
            yield f"named destination {name.decode('latin-1')}", problem
    for page, annotation in document.annotations:
        action = annotation.get("/A")
        value = annotation.get("/Dest")
        if isinstance(action, Dictionary) and action.get("/S") == "/GoTo":
            value = action.get("/D")
        elif value is None:
            continue
        problem = check_destination(document, value, named)
        if problem:
            yield f"annotation on {page.where}", problem
    for where, item, _, _ in get_outline_items(document):
        if item is None:
            continue
        action = item.get("/A")
        value = item.get("/Dest", action.get("/D") if isinstance(action, Dictionary) and action.get("/S") == "/GoTo" else None)
        problem = check_destination(document, value, named) if value is not None else None
        if problem:
            yield where, problem
    opening = document.catalog.get("/OpenAction")
    if isinstance(opening, Array):
        problem = check_destination(document, opening, named)
        if problem:
            yield "OpenAction", problem


@rule("ISO 32000-1 12.3.3", "the outline is a tree of items with titles that are linked to each other")
def outline(document):
    for where, item, parent, previous in get_outline_items(document):
        if item is None:
            yield where, "Last is not its last item"
            continue
        if not get_text(item.get("/Title")):
            yield where, "has no Title"
        if not isinstance(item.get("/Parent"), Dictionary) or item.Parent.objgen != parent.objgen:
            yield where, "Parent is not what has it"
        before = item.get("/Prev")
        if (before.objgen if isinstance(before, Dictionary) else None) != (previous.objgen if previous is not None else None):
            yield where, "Prev is not the item before"
        if "/Dest" not in item and "/A" not in item:
            yield where, "leads nowhere"
        children = sum(each is not None and owner.objgen == item.objgen for _, each, owner, _ in get_outline_items(document)) \
            if "/First" in item or "/Count" in item else 0
        count = item.get("/Count")
        if children and not isinstance(count, int) or not children and count:
            yield where, f"has {children} items, but Count is {count}"


@rule("ISO 32000-1 7.9.6", "name trees are in order")
def name_trees(document):
    names = document.catalog.get("/Names")
    for key, node in names.items() if isinstance(names, Dictionary) else ():
        keys = [name for name, _ in get_name_tree(node)]
        if keys != sorted(set(keys)):
            yield f"name tree {key[1:]}", "its keys are not in order, or not once each"
        yield from check_limits(node, "/Names", f"name tree {key[1:]}", True)


@rule("ISO 32000-1 12.4.2", "page labels begin with page 0, in order, with styles that there are")
def page_labels(document):
    labels = document.catalog.get("/PageLabels")
    if labels is None:
        return
    entries = get_number_tree(labels)
    keys = [key for key, _ in entries]
    if not keys or keys[0] != 0 or keys != sorted(set(keys)) or keys[-1] >= len(document.pages):
        yield "page labels", f"they are for the pages {keys}"
    for key, value in entries:
        style = value.get("/S") if isinstance(value, Dictionary) else None
        if not isinstance(value, Dictionary) or style is not None and not re.fullmatch("/[DRrAa]", str(style)):
            yield f"page label {key}", f"its style is {style}"
        elif "/St" in value and value.St < 1:
            yield f"page label {key}", f"begins with {value.St}"
    yield from check_limits(labels, "/Nums", "page labels", True)


@rule("ISO 32000-1 7.7.3", "pages are in a tree with counts and parents that are right")
def page_tree(document):
    def walk(node, depth):
        if depth > 50:
            yield "page tree", "is nested too deep"
            return
        leaves = 0
        for kid in node.get("/Kids", []):
            if kid.get("/Parent", Dictionary()).objgen != node.objgen:
                yield "page tree", f"Parent of object {kid.objgen[0]} is not the node that has it"
            if kid.get("/Type") == "/Pages":
                yield from walk(kid, depth + 1)
                leaves += int(kid.get("/Count", 0))
            elif kid.get("/Type") == "/Page":
                leaves += 1
            else:
                yield "page tree", f"object {kid.objgen[0]} is neither Page nor Pages"
        if node.get("/Count") != leaves:
            yield "page tree", f"Count is {node.get('/Count')}, there are {leaves} pages"
    yield from walk(document.catalog.Pages, 0)
