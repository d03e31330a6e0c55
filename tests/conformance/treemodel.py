"""The structure tree: elements, their kids, attributes and texts.

ISO 32000-1 14.7 and 14.8.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import functools
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

# ISO 32000-1 14.8.4.
GROUPING = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private"}
HEADINGS = {"H", "H1", "H2", "H3", "H4", "H5", "H6"}
BLOCKS = HEADINGS | {"P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"}
INLINE = {"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP"}
ILLUSTRATIONS = {"Figure", "Formula", "Form"}
STANDARD = GROUPING | BLOCKS | INLINE | ILLUSTRATIONS


class MarkedKid(NamedTuple):
    """Marked content that an element owns."""
    element: object
    page: object  # Page, or None where it can't be told
    stream: object  # the stream that the marked content is in, where that is not the page's content
    mcid: int


class ObjectKid(NamedTuple):
    """An object that an element owns, such as an annotation."""
    element: object
    page: object
    obj: object


class Element:
    """A structure element."""

    def __init__(self, tree, obj, parent, path):
        self.tree = tree
        self.obj = obj
        self.parent = parent  # None below the root
        self.where = path
        self.kids = []
        self.type = str(obj.get("/S", ""))[1:]
        self.standard = tree.resolve_type(self.type)

    @property
    def elements(self):
        return [kid for kid in self.kids if isinstance(kid, Element)]

    @property
    def marked(self):
        return [kid for kid in self.kids if isinstance(kid, MarkedKid)]

    @property
    def objects(self):
        return [kid for kid in self.kids if isinstance(kid, ObjectKid)]

    def ancestors(self):
        """The elements around it, nearest first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    @functools.cached_property
    def visible_kids(self):
        """The elements in it, those in NonStruct and in Div and the like replaced by theirs: what tables and lists are made of."""
        result = []
        for kid in self.elements:
            result += kid.visible_kids if kid.standard in ("NonStruct",) else [kid]
        return result

    @functools.cached_property
    def visible_parent(self):
        parent = self.parent
        while parent is not None and parent.standard == "NonStruct":
            parent = parent.parent
        return parent

    @functools.cached_property
    def attributes(self):
        """The attribute objects: from A, and from the classes in C."""
        found = []
        entries = self.obj.get("/A")
        found += [each for each in entries if isinstance(each, (Dictionary, Stream))] if isinstance(entries, Array) else \
            [entries] if isinstance(entries, (Dictionary, Stream)) else []
        classes = self.obj.get("/C")
        names = [each for each in classes if isinstance(each, Name)] if isinstance(classes, Array) else \
            [classes] if isinstance(classes, Name) else []
        for name in names:
            entry = self.tree.class_map.get(str(name))
            found += list(entry) if isinstance(entry, Array) else [entry] if isinstance(entry, Dictionary) else []
        return found

    def get_attribute(self, owner, key):
        for attributes in self.attributes:
            if attributes.get("/O") == "/" + owner and "/" + key in attributes:
                return attributes["/" + key]
        return None

    def get_string(self, key):
        value = self.obj.get("/" + key)
        return str(value) if isinstance(value, pikepdf.String) else None

    @functools.cached_property
    def language(self):
        """Its own language or the one of the nearest ancestor with one."""
        own = self.get_string("Lang")
        if own is not None:
            return own
        return self.parent.language if self.parent is not None else None

    @functools.cached_property
    def text(self):
        """Its text in reading order."""
        actual = self.get_string("ActualText")
        if actual is not None:
            return actual
        parts = []
        for kid in self.kids:
            if isinstance(kid, Element):
                parts.append(kid.text)
            elif isinstance(kid, MarkedKid):
                parts.append(self.tree.get_marked_text(kid))
        return "".join(parts)


class Tree:
    """The structure tree of a document."""

    def __init__(self, document):
        self.document = document
        root = document.catalog.get("/StructTreeRoot")
        self.root = root if isinstance(root, Dictionary) else None
        self.elements = []  # in reading order
        self.faults = []  # (where, what)
        self._seen = set()
        self._counts = {}
        self.kids = self._read_kids(None, self.root.get("/K"), "", 0) if self.root is not None else []

    @functools.cached_property
    def role_map(self):
        found = self.root.get("/RoleMap") if self.root is not None else None
        return {str(key)[1:]: str(value)[1:] for key, value in found.items()} if isinstance(found, Dictionary) else {}

    @functools.cached_property
    def class_map(self):
        found = self.root.get("/ClassMap") if self.root is not None else None
        return dict(found.items()) if isinstance(found, Dictionary) else {}

    def resolve_type(self, name):
        """The standard type of a type; None where it has none."""
        seen = set()
        while name not in STANDARD:
            if name in seen or name not in self.role_map:
                return None
            seen.add(name)
            name = self.role_map[name]
        return name

    def _read_kids(self, element, value, path, depth, page=None):
        entries = list(value) if isinstance(value, Array) else [value] if value is not None else []
        kids = []
        counts = {}
        if depth > 200:
            self.faults.append((path, "is nested deeper than 200 levels"))
            return kids
        for entry in entries:
            kid = self._read_kid(element, entry, path, depth, page, counts)
            if kid is not None:
                kids.append(kid)
        return kids

    def _read_kid(self, element, entry, path, depth, page, counts):
        if isinstance(entry, int) and not isinstance(entry, bool):
            if element is None:
                self.faults.append(("structure tree root", "has marked content of its own"))
                return None
            return MarkedKid(element, page, None, entry)
        if not isinstance(entry, Dictionary):
            self.faults.append((path or "structure tree root", f"has a kid that is neither a number nor a dictionary: {entry!r:.60}"))
            return None
        kind = entry.get("/Type")
        # The page of an element is the one of its own kids, and not inherited.
        own_page = self._find_page(entry.get("/Pg"), page if kind in ("/MCR", "/OBJR") else None)
        if kind == "/MCR":
            if not isinstance(entry.get("/MCID"), int):
                self.faults.append((path, "has a marked-content reference without MCID"))
                return None
            return MarkedKid(element, own_page, entry.get("/Stm"), int(entry.MCID))
        if kind == "/OBJR":
            if not isinstance(entry.get("/Obj"), Dictionary):
                self.faults.append((path, "has an object reference without Obj"))
                return None
            return ObjectKid(element, own_page, entry.Obj)
        return self._read_element(element, entry, path, depth, own_page, counts)

    def _read_element(self, parent, obj, path, depth, page, counts):
        name = str(obj.get("/S", "/?"))[1:]
        counts[name] = counts.get(name, 0) + 1
        where = f"{path}/{name}" + (f"[{counts[name]}]" if counts[name] > 1 else "")
        if not obj.is_indirect:
            self.faults.append((where, "is a direct object"))
        elif obj.objgen in self._seen:
            self.faults.append((where, f"object {obj.objgen[0]} is in the tree twice"))
            return None
        self._seen.add(obj.objgen)
        element = Element(self, obj, parent, where)
        self.elements.append(element)
        element.kids = self._read_kids(element, obj.get("/K"), where, depth + 1, page)
        return element

    def _find_page(self, obj, otherwise):
        if not isinstance(obj, Dictionary):
            return otherwise
        return self.document.page_of.get(obj.objgen, otherwise)

    @functools.cached_property
    def by_object(self):
        """Elements by the numbers of their objects."""
        return {element.obj.objgen: element for element in self.elements}

    @functools.cached_property
    def marked_kids(self):
        return [kid for element in self.elements for kid in element.marked]

    @functools.cached_property
    def object_kids(self):
        return [kid for element in self.elements for kid in element.objects]

    @functools.cached_property
    def _texts(self):
        """Text by stream and MCID."""
        texts = {}
        for scan in self.document.scans:
            told = set()
            for item in scan.items:
                chain = list(item.mark.chain()) if item.mark is not None else []
                owner = next((mark for mark in chain if mark.mcid is not None and mark.scan is scan), None)
                if owner is None or item.kind != "text":
                    continue
                key = (scan.obj.objgen, owner.mcid)
                actual = next((mark for mark in chain if mark.properties is not None and "/ActualText" in mark.properties), None)
                if actual is None:
                    texts[key] = texts.get(key, "") + item.read()
                elif id(actual) not in told:
                    told.add(id(actual))
                    texts[key] = texts.get(key, "") + str(actual.properties.ActualText)
        return texts

    def get_marked_text(self, kid):
        holder = kid.stream if kid.stream is not None else kid.page.obj if kid.page is not None else None
        return self._texts.get((holder.objgen, kid.mcid), "") if holder is not None else ""
