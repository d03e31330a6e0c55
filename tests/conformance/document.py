"""A PDF as the rules see it: its bytes, its objects, what its pages draw, and its structure.

Everything is read when a rule first asks for it, and kept.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import functools
import io

import pikepdf
from pikepdf import Array, Dictionary, Stream

from fontmodel import Font
from interpreter import Interpreter
from rawfile import RawFile, Reference
from treemodel import Tree


def name_object(obj):
    """How a finding names an object."""
    return f"object {obj.objgen[0]}" if obj.is_indirect else "a direct object"


def get_text(value):
    """A text string, decoded; None where there is none."""
    return str(value) if isinstance(value, pikepdf.String) else None


def as_list(value):
    """An entry that may be missing, one object or an array of them."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def get_name_tree(node, depth=0):
    """The (key, value) pairs of a name tree, in the order of the file; keys are bytes."""
    pairs = []
    if depth > 50 or not isinstance(node, Dictionary):
        return pairs
    names = as_list(node.get("/Names"))
    pairs += [(bytes(names[i]), names[i + 1]) for i in range(0, len(names) - 1, 2)]
    for kid in as_list(node.get("/Kids")):
        pairs += get_name_tree(kid, depth + 1)
    return pairs


def get_number_tree(node, depth=0):
    """The (key, value) pairs of a number tree, in the order of the file."""
    pairs = []
    if depth > 50 or not isinstance(node, Dictionary):
        return pairs
    numbers = as_list(node.get("/Nums"))
    pairs += [(int(numbers[i]), numbers[i + 1]) for i in range(0, len(numbers) - 1, 2)]
    for kid in as_list(node.get("/Kids")):
        pairs += get_number_tree(kid, depth + 1)
    return pairs


class Page:
    """A page: its dictionary, its number from 1, its annotations."""

    def __init__(self, obj, number):
        self.obj = obj
        self.number = number
        self.where = f"page {number}"

    @functools.cached_property
    def annotations(self):
        return [annotation for annotation in as_list(self.obj.get("/Annots")) if isinstance(annotation, Dictionary)]

    def find_inherited(self, key):
        """An entry of the page, or of the nearest ancestor that has it."""
        node, seen = self.obj, 0
        while isinstance(node, Dictionary) and seen < 50:
            if key in node:
                return node[key]
            node, seen = node.get("/Parent"), seen + 1
        return None


class Document:
    """One PDF."""

    def __init__(self, data, name="the document"):
        self.data = data
        self.name = name
        # Pages as they are: not with what they inherit written into them.
        self.pdf = pikepdf.open(io.BytesIO(data), inherit_page_attributes=False)
        self._fonts = {}

    @property
    def catalog(self):
        return self.pdf.Root

    @functools.cached_property
    def raw(self):
        raw = RawFile(self.data)
        for scan in self.scans:
            if scan.data is not None:
                raw.note_content(scan.data, scan.where)
        return raw

    @functools.cached_property
    def raw_dictionaries(self):
        """(where, dictionary, stream or None) of all dictionaries, those inside of others too, parsed by RawFile."""
        found = []

        def walk(where, value, stream):
            if isinstance(value, dict):
                found.append((where, value, stream))
                for each in value.values():
                    if isinstance(each, (dict, list)):
                        walk(where, each, None)
            elif isinstance(value, list):
                for each in value:
                    if isinstance(each, (dict, list)):
                        walk(where, each, None)
        for raw_object in self.raw.objects.values():
            walk(raw_object.where, raw_object.value, raw_object.stream)
        walk("trailer", self.raw.trailer, None)
        return found

    @functools.cached_property
    def streams(self):
        """All streams."""
        return [obj for obj in self.pdf.objects if isinstance(obj, Stream)]

    @functools.cached_property
    def pages(self):
        return [Page(page.obj, number) for number, page in enumerate(self.pdf.pages, 1)]

    @functools.cached_property
    def page_of(self):
        """Pages by the numbers of their objects."""
        return {page.obj.objgen: page for page in self.pages}

    @functools.cached_property
    def annotations(self):
        """(page, annotation) of all annotations."""
        return [(page, annotation) for page in self.pages for annotation in page.annotations]

    @functools.cached_property
    def _interpreter(self):
        interpreter = Interpreter(self)
        interpreter.run()
        return interpreter

    @property
    def scans(self):
        """What each content stream does: of pages, and of what they draw: see interpreter.Scan."""
        return self._interpreter.scans

    @property
    def colours(self):
        """(where, space, resources) of all colour spaces that are painted with."""
        return self._interpreter.colours

    @functools.cached_property
    def uses(self):
        """By font and code: the ways in which the code is shown, as a list of interpreter.Use."""
        return {font: {code: list(uses.values()) for code, uses in codes.items()} for font, codes in self._interpreter.uses.items()}

    @functools.cached_property
    def tree(self):
        """The structure tree; an empty one where the document has none."""
        return Tree(self)

    def get_font(self, obj):
        key = obj.objgen if obj.is_indirect else id(obj)
        if key not in self._fonts:
            self._fonts[key] = Font(obj, f"font {str(obj.get('/BaseFont', obj.get('/Name', '?')))[1:]}")
        return self._fonts[key]

    @functools.cached_property
    def fonts(self):
        """All fonts that pages show text with."""
        return list(self._fonts.values()) if self.scans else []

    @functools.cached_property
    def language(self):
        return get_text(self.catalog.get("/Lang"))

    @functools.cached_property
    def output_intents(self):
        return [intent for intent in as_list(self.catalog.get("/OutputIntents")) if isinstance(intent, Dictionary)]

    @functools.cached_property
    def file_specifications(self):
        """(where, dictionary) of all file specifications that embed a file."""
        found = {}
        for where, value, _ in self.raw_dictionaries:
            if b"EF" in value:
                found.setdefault(id(value), (where, value))
        return list(found.values())

    def resolve(self, value):
        """What a value of a raw dictionary is."""
        return self.raw.resolve(value)

    def get_object(self, reference):
        """The object that a reference of a raw dictionary means."""
        return self.pdf.get_object(reference.number, reference.generation) if isinstance(reference, Reference) else None


def open_file(path):
    with open(path, "rb") as file:
        return Document(file.read(), path)
