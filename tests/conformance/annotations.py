"""Rules of annotations and forms: ISO 14289-1 7.18, ISO 19005-3 6.3 and 6.4.

SPDX-License-Identifier: GPL-3.0-or-later
"""
from pikepdf import Array, Dictionary, Stream

from document import get_text
from rules import rule

# ISO 32000-1 Table 169 without 3D, Sound, Screen and Movie.
SUBTYPES = {"Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline", "Squiggly", "StrikeOut",
            "Stamp", "Caret", "Ink", "Popup", "FileAttachment", "Widget", "PrinterMark", "Watermark", "Redact"}
INVISIBLE, HIDDEN, PRINT, NO_VIEW, TOGGLE_NO_VIEW = 1, 2, 4, 32, 256


def get_subtype(annotation):
    return str(annotation.get("/Subtype", ""))[1:]


def get_elements(document):
    """Elements by the object that they own."""
    return {kid.obj.objgen: kid.element for kid in document.tree.object_kids}


def name(page, annotation):
    return f"{get_subtype(annotation) or '?'} annotation on {page.where}"


def is_hidden(page, annotation):
    """Whether it is hidden or off the page, so that it need not be told to readers."""
    flags = annotation.get("/F", 0)
    if isinstance(flags, int) and flags & HIDDEN:
        return True
    rect, box = annotation.get("/Rect"), page.find_inherited("/CropBox") or page.find_inherited("/MediaBox")
    if not isinstance(rect, Array) or len(rect) != 4 or not isinstance(box, Array):
        return False
    r, b = [float(each) for each in rect], [float(each) for each in box]
    return max(r[0], r[2]) <= min(b[0], b[2]) or min(r[0], r[2]) >= max(b[0], b[2]) or max(r[1], r[3]) <= min(b[1], b[3]) \
        or min(r[1], r[3]) >= max(b[1], b[3])


@rule("ISO 19005-3 6.3.1; ISO 14289-1 7.18.2", "annotations are of types that they may be: no 3D, Sound, Screen, Movie, TrapNet")
def annotation_types(document):
    for page, annotation in document.annotations:
        if get_subtype(annotation) not in SUBTYPES:
            yield name(page, annotation), "may not be"


@rule("ISO 19005-3 6.3.2", "annotations have flags: printed, and neither hidden nor invisible")
def annotation_flags(document):
    for page, annotation in document.annotations:
        flags = annotation.get("/F")
        if get_subtype(annotation) == "Popup" and flags is None:
            continue
        if not isinstance(flags, int):
            yield name(page, annotation), "has no F"
        elif not flags & PRINT or flags & (INVISIBLE | HIDDEN | NO_VIEW | TOGGLE_NO_VIEW):
            yield name(page, annotation), f"F is {flags}"


@rule("ISO 19005-3 6.3.3", "annotations other than links have an appearance, and no other than the normal one")
def annotation_appearance(document):
    for page, annotation in document.annotations:
        appearance = annotation.get("/AP")
        rect = [float(each) for each in annotation.get("/Rect", [])]
        is_empty = len(rect) == 4 and rect[0] == rect[2] and rect[1] == rect[3]
        if appearance is None:
            if get_subtype(annotation) not in ("Popup", "Link") and not is_empty:
                yield name(page, annotation), "has no AP"
            continue
        is_button = get_subtype(annotation) == "Widget" and annotation.get("/FT") == "/Btn"
        if set(appearance.keys()) != {"/N"} or not isinstance(appearance.N, Stream) and not (is_button and isinstance(appearance.N, Dictionary)):
            yield name(page, annotation), "AP is something else than one normal appearance"


@rule("ISO 32000-1 12.5.2", "annotations have a rectangle on their page, and name no other page")
def annotation_place(document):
    for page, annotation in document.annotations:
        rect = annotation.get("/Rect")
        if not isinstance(rect, Array) or len(rect) != 4:
            yield name(page, annotation), "has no Rect"
        elif is_hidden(page, annotation):
            yield name(page, annotation), f"is off the page: {[float(each) for each in rect]}"
        owner = annotation.get("/P")
        if isinstance(owner, Dictionary) and owner.objgen != page.obj.objgen:
            yield name(page, annotation), "P is another page"


@rule("ISO 14289-1 7.18.1", "annotations other than links, widgets and popups are in Annot, and described")
def annotations_tagged(document):
    elements = get_elements(document)
    for page, annotation in document.annotations:
        if get_subtype(annotation) in ("Widget", "Popup", "Link", "PrinterMark") or is_hidden(page, annotation):
            continue
        element = elements.get(annotation.objgen)
        if element is None or element.standard != "Annot":
            yield name(page, annotation), f"is in {element.standard if element else 'no element'}, not in Annot"
        if not get_text(annotation.get("/Contents")) and (element is None or not element.get_string("Alt")):
            yield name(page, annotation), "has neither Contents nor Alt of its element"


@rule("ISO 14289-1 7.18.3", "pages with annotations are tabbed through in the order of the structure")
def tabs_follow_structure(document):
    for page in document.pages:
        if page.annotations and page.obj.get("/Tabs") != "/S":
            yield page.where, f"Tabs is {page.obj.get('/Tabs')}, must be S"


@rule("ISO 14289-1 7.18.4", "form fields are in Form, which has nothing else, and have a name for people")
def widgets_tagged(document):
    elements = get_elements(document)
    for page, annotation in document.annotations:
        if get_subtype(annotation) != "Widget" or is_hidden(page, annotation):
            continue
        element = elements.get(annotation.objgen)
        if element is None or element.standard != "Form" or len(element.kids) != 1:
            yield name(page, annotation), "is not alone in a Form"
        if not get_text(annotation.get("/TU")) and (element is None or not element.get_string("Alt")):
            yield name(page, annotation), "has neither TU nor Alt of its element"


@rule("ISO 14289-1 7.18.5", "links are in Link")
def links_tagged(document):
    elements = get_elements(document)
    for page, annotation in document.annotations:
        if get_subtype(annotation) != "Link" or is_hidden(page, annotation):
            continue
        element = elements.get(annotation.objgen)
        if element is None or element.standard != "Link":
            yield name(page, annotation), f"is in {element.standard if element else 'no element'}, not in Link"


@rule("ISO 14289-1 7.18.5", "links say in Contents where they lead")
def links_described(document):
    for page, annotation in document.annotations:
        if get_subtype(annotation) == "Link" and not is_hidden(page, annotation) and not get_text(annotation.get("/Contents")):
            yield name(page, annotation), "has no Contents"


@rule("ISO 32000-1 14.8.4.4.2", "Link has content and the link annotations that are drawn over it")
def link_elements(document):
    for element in document.tree.elements:
        if element.standard != "Link":
            continue
        links = [kid for kid in element.objects if kid.obj.get("/Subtype") == "/Link"]
        if not links:
            yield element.where, "has no link annotation"
        for kid in links:
            if kid.page is not None and not any(each.objgen == kid.obj.objgen for each in kid.page.annotations):
                yield element.where, f"its link annotation is not on {kid.page.where}"
        if not element.text.strip() and not element.elements and not element.marked:
            yield element.where, "has no content"


@rule("ISO 32000-1 12.5.6.5", "links lead somewhere: they have A or Dest, not both")
def links_lead(document):
    for page, annotation in document.annotations:
        if get_subtype(annotation) == "Link" and ("/A" in annotation) == ("/Dest" in annotation):
            yield name(page, annotation), "has both A and Dest or neither"


@rule("ISO 32000-1 12.5.6.5, 12.6.4.7", "QuadPoints of links are inside of Rect, and URIs are ASCII")
def links_sound(document):
    for page, annotation in document.annotations:
        if get_subtype(annotation) != "Link":
            continue
        points = annotation.get("/QuadPoints")
        if points is not None and (not isinstance(points, Array) or len(points) % 8):
            yield name(page, annotation), "QuadPoints is no array of eights"
        action = annotation.get("/A")
        if isinstance(action, Dictionary) and action.get("/S") == "/URI":
            uri = bytes(action.get("/URI", b""))
            if not uri or any(byte <= 32 or byte > 126 for byte in uri):
                yield name(page, annotation), f"its URI is {uri!r}"


@rule("ISO 14289-1 7.18.8", "printer's marks are not in the structure")
def printer_marks(document):
    elements = get_elements(document)
    for page, annotation in document.annotations:
        if get_subtype(annotation) == "PrinterMark" and annotation.objgen in elements:
            yield name(page, annotation), "is in the structure"


@rule("ISO 14289-1 7.18.6.2", "media clips have CT and Alt")
def media_clips(document):
    for where, dictionary, _ in document.raw_dictionaries:
        if dictionary.get(b"S") == b"MCD":
            for key in (b"CT", b"Alt"):
                if not document.resolve(dictionary.get(key)):
                    yield where, f"the media clip has no {key.decode()}"
