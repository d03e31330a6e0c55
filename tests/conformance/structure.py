"""Rules of the structure tree: that it is there, that it and the content agree, and its types.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from document import get_name_tree, get_number_tree
from rules import rule
from treemodel import GROUPING, STANDARD

# Elements that hold other elements only: they have no content of their own.
HOLDERS = GROUPING - {"Caption", "TOCI", "NonStruct", "Private", "BlockQuote", "Div"} | {"L", "LI", "Table", "THead", "TBody", "TFoot", "TR"}
ATTRIBUTE_OWNERS = {"Layout", "List", "PrintField", "Table", "XML-1.00", "HTML-3.20", "HTML-4.01", "OEB-1.00", "RTF-1.05",
                    "CSS-1.00", "CSS-2.00", "UserProperties"}
# ISO 32000-1 14.8.5.2 and 14.8.5.4: the values of attributes that are names.
ATTRIBUTE_VALUES = {
    ("Layout", "Placement"): {"Block", "Inline", "Before", "Start", "End"},
    ("Layout", "WritingMode"): {"LrTb", "RlTb", "TbRl"},
    ("Layout", "TextAlign"): {"Start", "Center", "End", "Justify"},
    ("Layout", "BlockAlign"): {"Before", "Middle", "After", "Justify"},
    ("Layout", "InlineAlign"): {"Start", "Center", "End"},
    ("Layout", "TextDecorationType"): {"None", "Underline", "Overline", "LineThrough"},
    ("List", "ListNumbering"): {"None", "Disc", "Circle", "Square", "Decimal", "UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha"},
    ("Table", "Scope"): {"Row", "Column", "Both"},
}


def get_struct_key(scan):
    value = scan.obj.get("/StructParents")
    return int(value) if isinstance(value, int) else None


def get_parent_tree(document):
    root = document.tree.root
    return get_number_tree(root.get("/ParentTree")) if root is not None else []


def get_place(document, kid):
    """The object whose content a marked kid is in."""
    return kid.stream if kid.stream is not None else kid.page.obj if kid.page is not None else None


@rule("ISO 14289-1 6.2; ISO 19005-3 6.7.2.2", "the document says that it is marked")
def marked(document):
    info = document.catalog.get("/MarkInfo")
    if not isinstance(info, Dictionary) or info.get("/Marked") is not True:
        yield "catalog", "MarkInfo has no Marked with the value true"


@rule("ISO 14289-1 7.1", "Suspects is not true")
def no_suspects(document):
    info = document.catalog.get("/MarkInfo")
    if isinstance(info, Dictionary) and info.get("/Suspects") is True:
        yield "catalog", "Suspects is true"


@rule("ISO 14289-1 7.1; ISO 19005-3 6.7.3.3", "the catalog has a structure tree with elements")
def structure_tree(document):
    root = document.tree.root
    if root is None:
        yield "catalog", "has no StructTreeRoot"
        return
    if root.get("/Type") != "/StructTreeRoot":
        yield "structure tree root", "its Type is not StructTreeRoot"
    if not document.tree.elements:
        yield "structure tree root", "has no elements"


@rule("ISO 32000-1 14.7.2", "the structure is a tree of elements, numbers and references")
def structure_kids(document):
    yield from document.tree.faults


@rule("ISO 14289-1 7.1", "each element names its parent")
def element_parents(document):
    tree = document.tree
    for element in tree.elements:
        parent = element.obj.get("/P")
        expected = element.parent.obj if element.parent is not None else tree.root
        if not isinstance(parent, Dictionary):
            yield element.where, "has no P"
        elif parent.objgen != expected.objgen:
            yield element.where, f"P is object {parent.objgen[0]}, but object {expected.objgen[0]} has it as a kid"


@rule("ISO 32000-1 14.7.2", "elements have a structure type and no other Type than StructElem")
def element_types(document):
    for element in document.tree.elements:
        if not isinstance(element.obj.get("/S"), Name):
            yield element.where, "has no S"
        if element.obj.get("/Type", "/StructElem") != "/StructElem":
            yield element.where, f"its Type is {element.obj.Type}"


@rule("ISO 14289-1 7.1; ISO 19005-3 6.7.3.4", "types that are not standard are mapped to standard ones, and not in circles")
def types_standard(document):
    told = set()
    for element in document.tree.elements:
        if element.standard is None and element.type not in told:
            told.add(element.type)
            yield element.where, f"the type {element.type} leads to no standard type in RoleMap"


@rule("ISO 14289-1 7.1; ISO 19005-3 6.7.3.4", "RoleMap maps no type to itself in the end")
def role_map_circles(document):
    role_map = document.tree.role_map
    for start in role_map:
        name, seen = start, set()
        while name in role_map and name not in seen:
            seen.add(name)
            name = role_map[name]
        if name in seen:
            yield "RoleMap", f"{start} is mapped in a circle"


@rule("ISO 14289-1 7.1", "standard types are not mapped")
def standard_types_kept(document):
    for name in document.tree.role_map:
        if name in STANDARD:
            yield "RoleMap", f"the standard type {name} is mapped to {document.tree.role_map[name]}"


@rule("ISO 32000-1 14.8.4.2", "one Document holds all other elements")
def one_document(document):
    top = [kid.type for kid in document.tree.kids if hasattr(kid, "type")]
    if document.tree.root is not None and top != ["Document"]:
        yield "structure tree root", f"its elements are {', '.join(top)[:60] or 'none'}, not one Document"


@rule("ISO 32000-1 14.8.4.2", "elements that hold others have no content of their own")
def holders_without_content(document):
    for element in document.tree.elements:
        if element.standard in HOLDERS and element.marked:
            yield element.where, f"has marked content of its own (MCID {element.marked[0].mcid})"


@rule("ISO 14289-1 7.1", "elements are not empty, cells and the document itself apart")
def elements_not_empty(document):
    for element in document.tree.elements:
        if not element.kids and element.standard not in ("TD", "TH", "Document"):
            yield element.where, "has no kids"


# -- structure and content -----------------------------------------------------------------------------------------------


@rule("ISO 32000-1 14.7.4.4", "content with MCIDs is found by the parent tree: StructParents, and an array with the element")
def content_has_parent(document):
    entries = dict(get_parent_tree(document))
    for scan in document.scans:
        mcids = [mark.mcid for mark in scan.marks if mark.mcid is not None]
        if not mcids:
            continue
        key = get_struct_key(scan)
        if key is None:
            yield scan.where, "has MCIDs, but no StructParents"
            continue
        parents = entries.get(key)
        if not isinstance(parents, Array):
            yield scan.where, f"the parent tree has no array for StructParents {key}"
            continue
        for mcid in mcids:
            if not 0 <= mcid < len(parents) or not isinstance(parents[mcid], Dictionary):
                yield scan.where, f"the parent tree has no element for MCID {mcid}"
                continue
            element = document.tree.by_object.get(parents[mcid].objgen)
            if element is None:
                yield scan.where, f"the parent of MCID {mcid} is not in the structure tree"
            elif not any(kid.mcid == mcid and is_in(document, kid, scan) for kid in element.marked):
                yield scan.where, f"the parent of MCID {mcid} is {element.where}, which has no such kid"


def is_in(document, kid, scan):
    place = get_place(document, kid)
    return place is not None and place.objgen == scan.obj.objgen


@rule("ISO 32000-1 14.7.4.2", "the marked content that an element names is there, and belongs to no other element")
def kids_have_content(document):
    there = {(scan.obj.objgen, mark.mcid) for scan in document.scans for mark in scan.marks if mark.mcid is not None}
    owners = {}
    for kid in document.tree.marked_kids:
        place = get_place(document, kid)
        if place is None:
            yield kid.element.where, f"its MCID {kid.mcid} is on no page: Pg is missing"
            continue
        key = (place.objgen, kid.mcid)
        name = f"MCID {kid.mcid} of {kid.page.where if kid.page is not None else 'a stream'}"
        if key not in there:
            yield kid.element.where, f"{name} is not in the content"
        if key in owners:
            yield kid.element.where, f"{name} is a kid of {owners[key].where} as well"
        owners[key] = kid.element


@rule("ISO 32000-1 14.7.4.4", "the parent tree has nothing that the content and the structure have not")
def parent_tree_exact(document):
    by_key = {}
    for scan in document.scans:
        if get_struct_key(scan) is not None:
            by_key.setdefault(get_struct_key(scan), []).append(scan)
    objects = {int(obj.get("/StructParent")): obj for obj in document.pdf.objects
               if isinstance(obj, Dictionary) and isinstance(obj.get("/StructParent"), int)}
    owned = {(kid.obj.objgen, kid.element.obj.objgen) for kid in document.tree.object_kids}
    for key, value in get_parent_tree(document):
        if isinstance(value, Array):
            if key not in by_key:
                if len(value):
                    yield "parent tree", f"no page or stream has StructParents {key}"
                continue
            mcids = {mark.mcid for scan in by_key[key] for mark in scan.marks}
            for mcid, element in enumerate(value):
                if isinstance(element, Dictionary) and mcid not in mcids:
                    yield "parent tree", f"MCID {mcid} of {by_key[key][0].where} is not in the content"
        elif isinstance(value, Dictionary):
            if key not in objects:
                yield "parent tree", f"no object has StructParent {key}"
            elif (objects[key].objgen, value.objgen) not in owned:
                yield "parent tree", f"the element of StructParent {key} has no reference to that object"
        else:
            yield "parent tree", f"the value of {key} is neither an array nor an element"


@rule("ISO 32000-1 14.7.4.3", "objects that elements own lead back to them")
def objects_have_parent(document):
    entries = dict(get_parent_tree(document))
    for kid in document.tree.object_kids:
        key = kid.obj.get("/StructParent")
        name = f"object {kid.obj.objgen[0]}"
        if not isinstance(key, int):
            yield kid.element.where, f"{name} has no StructParent"
        elif not isinstance(entries.get(key), Dictionary) or entries[key].objgen != kid.element.obj.objgen:
            yield kid.element.where, f"the parent tree has another element for StructParent {key} of {name}"
        if kid.page is None:
            yield kid.element.where, f"the reference to {name} has no Pg"


@rule("ISO 32000-1 14.7.4.4", "no two objects have the same StructParents or StructParent")
def struct_keys_unique(document):
    seen = {}
    for obj in document.pdf.objects:
        if not isinstance(obj, (Dictionary, Stream)):
            continue
        for key in ("/StructParents", "/StructParent"):
            value = obj.get(key)
            if value is None:
                continue
            if not isinstance(value, int):
                yield f"object {obj.objgen[0]}", f"{key[1:]} is no number"
            elif value in seen:
                yield f"object {obj.objgen[0]}", f"has {key[1:]} {value} like object {seen[value]}"
            seen[value] = obj.objgen[0]


@rule("ISO 32000-1 7.9.7, 14.7.2", "the parent tree is a number tree in order, and ParentTreeNextKey is beyond it")
def parent_tree_order(document):
    root = document.tree.root
    if root is None:
        return
    if not isinstance(root.get("/ParentTree"), Dictionary):
        yield "structure tree root", "has no ParentTree"
        return
    keys = [key for key, _ in get_parent_tree(document)]
    if keys != sorted(set(keys)):
        yield "parent tree", "its keys are not in order, or not once each"
    following = root.get("/ParentTreeNextKey")
    if following is not None and keys and following <= max(keys):
        yield "structure tree root", f"ParentTreeNextKey is {following}, but there is the key {max(keys)}"
    yield from check_limits(root.ParentTree, "/Nums", "parent tree", True)


def check_limits(node, key, where, is_root):
    """That Limits of the nodes of a tree are what is in them."""
    kids = node.get("/Kids")
    if isinstance(kids, Array):
        for kid in kids:
            yield from check_limits(kid, key, where, False)
    if is_root:
        return
    keys = [pair[0] for pair in (get_number_tree(node) if key == "/Nums" else get_name_tree(node))]
    limits = node.get("/Limits")
    if not isinstance(limits, Array) or len(limits) != 2 or not keys:
        yield where, "a node has no Limits or no entries"
    else:
        convert = int if key == "/Nums" else bytes
        if [convert(limits[0]), convert(limits[1])] != [keys[0], keys[-1]]:
            yield where, f"Limits of a node are {convert(limits[0])!r} {convert(limits[1])!r}, not {keys[0]!r} {keys[-1]!r}"


# -- properties of elements -----------------------------------------------------------------------------------------------


@rule("ISO 14289-1 7.3", "figures have alternative or replacement text")
def figure_text(document):
    for element in document.tree.elements:
        if element.standard == "Figure" and not element.get_string("Alt") and element.get_string("ActualText") is None:
            yield element.where, "has neither Alt nor ActualText"


@rule("ISO 14289-1 7.7", "formulas have alternative or replacement text")
def formula_text(document):
    for element in document.tree.elements:
        if element.standard == "Formula" and not element.get_string("Alt") and element.get_string("ActualText") is None:
            yield element.where, "has neither Alt nor ActualText"


@rule("ISO 32000-1 14.8.5.4.3", "figures have a BBox of four numbers in order")
def figure_box(document):
    for element in document.tree.elements:
        if element.standard != "Figure":
            continue
        box = element.get_attribute("Layout", "BBox")
        if not isinstance(box, Array) or len(box) != 4:
            yield element.where, "has no BBox among its Layout attributes"
        elif not (float(box[0]) < float(box[2]) and float(box[1]) < float(box[3])):
            yield element.where, f"BBox is {[float(each) for each in box]}"


@rule("ISO 14289-1 7.9", "notes have an ID")
def note_ids(document):
    for element in document.tree.elements:
        if element.standard == "Note" and not element.get_string("ID"):
            yield element.where, "has no ID"


@rule("ISO 14289-1 7.9; ISO 32000-1 14.7.2", "no two elements have the same ID")
def ids_unique(document):
    seen = {}
    for element in document.tree.elements:
        value = element.obj.get("/ID")
        if value is None:
            continue
        if not isinstance(value, pikepdf.String):
            yield element.where, "ID is no string"
            continue
        if bytes(value) in seen:
            yield element.where, f"has the ID {bytes(value)!r} of {seen[bytes(value)].where}"
        seen[bytes(value)] = element


@rule("ISO 32000-1 14.7.2", "IDTree leads from each ID to its element")
def id_tree(document):
    root = document.tree.root
    ids = {bytes(element.obj.ID): element for element in document.tree.elements if isinstance(element.obj.get("/ID"), pikepdf.String)}
    if root is None or not ids:
        return
    entries = get_name_tree(root.get("/IDTree"))
    found = dict(entries)
    for value, element in ids.items():
        if value not in found or found[value].objgen != element.obj.objgen:
            yield element.where, f"IDTree does not lead from its ID {value!r} to it"
    for value in found.keys() - ids.keys():
        yield "IDTree", f"no element has the ID {value!r}"
    if [key for key, _ in entries] != sorted(found):
        yield "IDTree", "its keys are not in order"
    if isinstance(root.get("/IDTree"), Dictionary):
        yield from check_limits(root.IDTree, "/Names", "IDTree", True)


@rule("ISO 32000-1 14.7.5, 14.8.5", "attributes have an owner and values that the standard has")
def attribute_values(document):
    for element in document.tree.elements:
        for attributes in element.attributes:
            owner = str(attributes.get("/O", ""))[1:]
            if owner not in ATTRIBUTE_OWNERS:
                yield element.where, f"an attribute object has the owner {owner or 'none'}"
            for key, value in attributes.items():
                values = ATTRIBUTE_VALUES.get((owner, key[1:]))
                if values and (not isinstance(value, Name) or str(value)[1:] not in values):
                    yield element.where, f"the attribute {key[1:]} of {owner} is {value}"
        for name in element.obj.get("/C", []) if isinstance(element.obj.get("/C"), Array) else [element.obj.get("/C")]:
            if isinstance(name, Name) and str(name) not in document.tree.class_map:
                yield element.where, f"its class {name} is not in ClassMap"


@rule("ISO 32000-1 14.7.2", "titles, alternative and replacement texts, expansions and languages of elements are strings")
def element_strings(document):
    for element in document.tree.elements:
        for key in ("T", "Alt", "ActualText", "E", "Lang"):
            if "/" + key in element.obj and element.get_string(key) is None:
                yield element.where, f"{key} is no string"
