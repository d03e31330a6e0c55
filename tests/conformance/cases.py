"""How a case is written: a change to the good document that breaks one rule.

    @breaks("figure_text")
    def figure_without_alt(pdf):
        del find(pdf, "Figure").Alt

The change edits the objects; with on_bytes the function takes and returns the bytes of the file instead.

SPDX-License-Identifier: GPL-3.0-or-later
"""
from typing import Callable, NamedTuple

from pikepdf import Array, Dictionary, Name, Stream

CASES = []


class Case(NamedTuple):
    rule: str
    name: str
    change: Callable
    on_bytes: bool


def breaks(rule, on_bytes=False):
    """Registers a change that a rule must find."""
    def register(function):
        CASES.append(Case(rule, function.__name__, function, on_bytes))
        return function
    return register


def breaks_each(rule, changes):
    """Registers several small changes, by name."""
    for name, change in changes.items():
        CASES.append(Case(rule, name, change, False))


def get_elements(pdf, kind):
    """The structure elements of a type, in the order of the tree."""
    found = []

    def walk(obj):
        if isinstance(obj, Array):
            for each in obj:
                walk(each)
        elif isinstance(obj, Dictionary) and obj.get("/Type") == "/StructElem":
            if obj.S == "/" + kind:
                found.append(obj)
            walk(obj.get("/K", Array()))
    walk(pdf.Root.StructTreeRoot.K)
    return found


def find(pdf, kind, index=0):
    return get_elements(pdf, kind)[index]


def add_element(pdf, parent, kind, index=None, **entries):
    """A new element, the last kid of another or the one of an index."""
    obj = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + kind), P=parent, **entries))
    kids = list(parent.K)
    kids.insert(len(kids) if index is None else index, obj)
    parent.K = Array(kids)
    return obj


def move(obj, parent, index=None):
    """Takes an element out of its parent and puts it into another."""
    obj.P.K = Array([kid for kid in obj.P.K if isinstance(kid, int) or kid.objgen != obj.objgen])
    kids = list(parent.K)
    kids.insert(len(kids) if index is None else index, obj)
    parent.K = Array(kids)
    obj.P = parent


def replace_content(pdf, page, old, new, count=1):
    """Changes the content of a page; the old text must be there."""
    stream = pdf.pages[page].obj.Contents
    data = stream.read_bytes()
    old, new = (each.encode() if isinstance(each, str) else each for each in (old, new))
    if old not in data:
        raise ValueError(f"{old!r} is not in the content of page {page + 1}")
    stream.write(data.replace(old, new, count))


def append_content(pdf, page, text):
    stream = pdf.pages[page].obj.Contents
    stream.write(stream.read_bytes() + b"\n" + text.encode())


def get_link(pdf, index=0):
    return pdf.pages[0].obj.Annots[index]


def get_font(pdf, name):
    return pdf.pages[0].obj.Resources.Font["/" + name]


def get_stream(pdf, **entries):
    """The first stream with these entries."""
    for obj in pdf.objects:
        if isinstance(obj, Stream) and all(obj.get("/" + key) == value for key, value in entries.items()):
            return obj
    raise ValueError(f"no stream with {entries}")
