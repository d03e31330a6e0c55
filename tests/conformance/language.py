"""Rules of language: ISO 14289-1 7.2, ISO 19005-3 6.7.4, ISO 32000-1 14.9.2.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import re

import pikepdf
from pikepdf import Dictionary

from document import get_text
from rules import rule

TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def get_mark_language(document, mark):
    """The language of marked content: of its property lists, of the elements it belongs to, or of the document."""
    for each in mark.chain() if mark is not None else ():
        own = get_text(each.properties.get("/Lang")) if each.properties is not None else None
        if own:
            return own
        element = find_element(document, each)
        if element is not None and element.language:
            return element.language
    return document.language


def find_element(document, mark):
    if mark.mcid is None:
        return None
    for kid in document.tree.marked_kids if document.language is None else ():
        place = kid.stream if kid.stream is not None else kid.page.obj if kid.page is not None else None
        if kid.mcid == mark.mcid and place is not None and place.objgen == mark.scan.obj.objgen:
            return kid.element
    return None


@rule("ISO 14289-1 7.2; ISO 19005-3 6.7.4", "languages are tags of RFC 3066")
def language_tags(document):
    def check(where, value):
        if value is not None and (not isinstance(value, pikepdf.String) or not TAG.fullmatch(str(value))):
            yield where, f"Lang is {value!s}, which is no language tag"
    yield from check("catalog", document.catalog.get("/Lang"))
    for element in document.tree.elements:
        yield from check(element.where, element.obj.get("/Lang"))
    for scan in document.scans:
        for mark in scan.marks:
            if mark.properties is not None:
                yield from check(scan.where, mark.properties.get("/Lang"))


@rule("ISO 19005-3 6.7.4", "the catalog tells the language of the document")
def document_language(document):
    if not document.language:
        yield "catalog", "has no Lang"


@rule("ISO 14289-1 7.2", "the language of all text of the pages is known")
def text_language(document):
    for scan in document.scans:
        for item in scan.items:
            if item.kind == "text" and not get_mark_language(document, item.mark):
                yield scan.where, f"the language of “{item.font.get_text(item.codes)[:30]}” is not known"


@rule("ISO 14289-1 7.2", "the language of replacement and alternative texts and expansions is known")
def replacement_language(document):
    for element in document.tree.elements:
        for key in ("ActualText", "Alt", "E"):
            if element.get_string(key) is not None and not (element.language or document.language):
                yield element.where, f"the language of {key} is not known"
    for scan in document.scans:
        for mark in scan.marks:
            for key in ("/ActualText", "/Alt", "/E"):
                if mark.properties is not None and key in mark.properties and not get_mark_language(document, mark):
                    yield scan.where, f"the language of {key[1:]} of {mark.tag} is not known"


@rule("ISO 14289-1 7.2", "the language of the outline is known")
def outline_language(document):
    outlines = document.catalog.get("/Outlines")
    if isinstance(outlines, Dictionary) and "/First" in outlines and not document.language:
        yield "outline", "its language is not known: the catalog has no Lang"


@rule("ISO 14289-1 7.2", "the language of the contents of annotations is known")
def annotation_language(document):
    elements = {kid.obj.objgen: kid.element for kid in document.tree.object_kids}
    for page, annotation in document.annotations:
        if get_text(annotation.get("/Contents")) is None or document.language:
            continue
        element = elements.get(annotation.objgen)
        if not get_text(annotation.get("/Lang")) and (element is None or not element.language):
            yield page.where, "the language of Contents of an annotation is not known"
