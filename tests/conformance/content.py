"""Rules of content streams: operators, resources, nesting, and that all content is tagged or an artifact.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pikepdf
from pikepdf import Name

from rules import rule

ARTIFACT_TYPES = {"Pagination", "Layout", "Page", "Background"}
ARTIFACT_SUBTYPES = {"Header", "Footer", "Watermark"}


def tell(document, *kinds):
    for scan in document.scans:
        for kind in kinds:
            for what in scan.faults.get(kind, []):
                yield scan.where, what


@rule("ISO 32000-1 7.8.2", "content streams can be parsed")
def content_parses(document):
    yield from tell(document, "unreadable")


@rule("ISO 19005-3 6.2.2", "content streams have only operators of ISO 32000-1")
def operators_defined(document):
    for where, what in tell(document, "undefined-operator"):
        yield where, f"the operator {what} is not defined"


@rule("ISO 32000-1 Annex A", "operators have their operands")
def operands(document):
    yield from tell(document, "operands")


@rule("ISO 19005-3 6.2.2", "what a content stream names is in its own Resources")
def resources_explicit(document):
    for where, what in tell(document, "inherited-resource"):
        yield where, f"{what} is in the resources of its parent only"


@rule("ISO 32000-1 7.8.3", "what a content stream names is in its resources")
def resources_exist(document):
    for where, what in tell(document, "missing-resource"):
        yield where, f"names {what}, which is not in its resources"


@rule("ISO 32000-1 8.4.2", "q and Q are paired in a content stream")
def state_balanced(document):
    yield from tell(document, "unbalanced-q")


@rule("ISO 32000-1 9.4.1", "BT and ET are paired, and text is shown between them")
def text_objects(document):
    yield from tell(document, "text-object")


@rule("ISO 32000-1 14.6.1", "marked-content sequences begin and end in the same content stream")
def marks_balanced(document):
    yield from tell(document, "unbalanced-mark")


@rule("ISO 32000-1 14.6.1", "marked-content sequences and text objects don't cross")
def marks_nest_with_text(document):
    yield from tell(document, "mark-crosses-text")


@rule("ISO 14289-1 7.1", "all content is tagged or marked as an artifact")
def content_marked(document):
    for scan in document.scans:
        for item in scan.items:
            chain = list(item.mark.chain()) if item.mark is not None else []
            if not any(mark.is_artifact or mark.mcid is not None for mark in chain):
                around = f" in {chain[0].tag} without MCID" if chain else ""
                yield scan.where, f"{item.kind}{around} is neither tagged nor an artifact{quote(item)}"


def quote(item):
    return f": “{item.font.get_text(item.codes)[:30]}”" if item.kind == "text" else ""


@rule("ISO 14289-1 7.1", "no artifact is inside of tagged content")
def artifact_in_tagged(document):
    for scan in document.scans:
        for mark in scan.marks:
            outer = next((each for each in list(mark.chain())[1:] if each.mcid is not None), None)
            if mark.is_artifact and outer is not None:
                yield scan.where, f"an artifact is inside of {outer.tag} with MCID {outer.mcid}"


@rule("ISO 14289-1 7.1", "no tagged content is inside of an artifact")
def tagged_in_artifact(document):
    for scan in document.scans:
        for mark in scan.marks:
            if mark.mcid is not None and any(each.is_artifact for each in mark.chain()):
                yield scan.where, f"{mark.tag} with MCID {mark.mcid} is in an artifact or is one"


@rule("ISO 32000-1 14.7.4.2", "content belongs to one structure element: marked content with MCIDs is not nested")
def tagged_in_tagged(document):
    for scan in document.scans:
        for mark in scan.marks:
            outer = next((each for each in list(mark.chain())[1:] if each.mcid is not None), None)
            if mark.mcid is not None and outer is not None:
                yield scan.where, f"MCID {mark.mcid} is inside of MCID {outer.mcid}"


@rule("ISO 32000-1 14.7.4.2", "an MCID is a number from 0, once in its content stream")
def mcids_unique(document):
    seen = {}
    for scan in document.scans:
        for mark in scan.marks:
            value = mark.properties.get("/MCID") if mark.properties is not None else None
            if value is None:
                continue
            if mark.mcid is None or mark.mcid < 0:
                yield scan.where, f"MCID is {value!r}"
            key = (scan.obj.objgen if scan.obj.is_indirect else id(scan.obj), mark.mcid)
            if seen.setdefault(key, scan) is scan and sum(other.mcid == mark.mcid for other in scan.marks) > 1:
                yield scan.where, f"MCID {mark.mcid} is used more than once"


@rule("ISO 32000-1 14.8.2.2.2", "artifacts have a known Type and Subtype")
def artifact_properties(document):
    for scan in document.scans:
        for mark in scan.marks:
            if not mark.is_artifact or mark.properties is None:
                continue
            kind, subtype = mark.properties.get("/Type"), mark.properties.get("/Subtype")
            if kind is not None and str(kind)[1:] not in ARTIFACT_TYPES:
                yield scan.where, f"an artifact has the Type {kind}"
            if subtype is not None and (kind != "/Pagination" or not isinstance(subtype, Name) or str(subtype)[1:] not in ARTIFACT_SUBTYPES):
                yield scan.where, f"an artifact of Type {kind} has the Subtype {subtype}"


@rule("ISO 32000-1 14.9.4", "ActualText, Alt, E and Lang of marked content are strings")
def mark_strings(document):
    for scan in document.scans:
        for mark in scan.marks:
            for key in ("/ActualText", "/Alt", "/E", "/Lang"):
                value = mark.properties.get(key) if mark.properties is not None else None
                if value is not None and not isinstance(value, pikepdf.String):
                    yield scan.where, f"{key[1:]} of {mark.tag} is no string"


@rule("ISO 14289-1 7.1", "tagged content shows something")
def mcids_not_empty(document):
    for scan in document.scans:
        for mark in scan.marks:
            if mark.mcid is not None and not mark.has_content and not any(each[2] is mark for each in scan.xobjects):
                yield scan.where, f"{mark.tag} with MCID {mark.mcid} holds nothing"


@rule("ISO 14289-1 7.20", "a form XObject with MCIDs is drawn once")
def tagged_forms_once(document):
    drawn = {}
    for scan in document.scans:
        for name, xobject, _ in scan.xobjects:
            drawn.setdefault(xobject.objgen, []).append(f"{name} on {scan.where}")
    for objgen, places in drawn.items():
        has_mcids = any(mark.mcid is not None for scan in document.scans if scan.obj.objgen == objgen for mark in scan.marks)
        if has_mcids and len(places) > 1:
            yield f"object {objgen[0]}", f"has MCIDs, and is drawn {len(places)} times: {', '.join(places)[:80]}"
