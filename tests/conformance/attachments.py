"""Rules of embedded files: ISO 19005-3 6.8, ISO 14289-1 7.11, ISO 32000-1 7.11.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import hashlib
import re

from pikepdf import Array, Dictionary, Stream

from document import get_name_tree, get_text
from metadata import parse_pdf_date
from rawfile import Reference
from rules import rule

RELATIONSHIPS = {b"Source", b"Data", b"Alternative", b"Supplement", b"Unspecified"}
MIME = re.compile(r"[-\w+.]+/[-\w+.]+")


def get_embedded(document):
    """(where, file specification, embedded stream) of all embedded files."""
    for where, specification in document.file_specifications:
        files = document.resolve(specification[b"EF"])
        for key in (b"F", b"UF"):
            reference = files.get(key) if isinstance(files, dict) else None
            stream = document.get_object(reference)
            if isinstance(stream, Stream):
                yield where, specification, stream
                break
        else:
            yield where, specification, None


def decode(value):
    """A text string of a raw dictionary."""
    if not isinstance(value, bytes):
        return ""
    return value[2:].decode("utf-16-be", "replace") if value.startswith(b"\xfe\xff") else value.decode("latin-1")


@rule("ISO 32000-1 7.11.4", "file specifications with EF have an embedded file")
def embedded_streams(document):
    for where, specification, stream in get_embedded(document):
        if stream is None:
            yield where, "EF has no F or UF with a stream"
        elif specification.get(b"Type") != b"Filespec":
            yield where, "the Type of the file specification is not Filespec"


@rule("ISO 19005-3 6.8", "embedded files tell their MIME type in Subtype")
def embedded_types(document):
    for where, _, stream in get_embedded(document):
        subtype = str(stream.get("/Subtype", ""))[1:] if stream is not None else None
        if subtype is not None and not MIME.fullmatch(subtype):
            yield where, f"the embedded file has the Subtype {subtype or 'missing'}"


@rule("ISO 19005-3 6.8; ISO 14289-1 7.11", "embedded files have names: F and UF, the same")
def embedded_names(document):
    for where, specification, _ in get_embedded(document):
        names = [decode(document.resolve(specification.get(key))) for key in (b"F", b"UF")]
        if not all(names):
            yield where, f"F and UF are {names}"
        elif names[0] != names[1] and names[0].isascii() and names[1].isascii():
            yield where, f"F and UF are {names}"


@rule("ISO 19005-3 6.8", "embedded files tell how they relate to the document")
def embedded_relationship(document):
    for where, specification, _ in get_embedded(document):
        value = document.resolve(specification.get(b"AFRelationship"))
        if value not in RELATIONSHIPS:
            yield where, f"AFRelationship is {value and value.decode('latin-1')}"


@rule("ISO 19005-3 6.8", "embedded files are associated: AF of the document or of a part of it has them")
def embedded_associated(document):
    associated = set()
    for _, dictionary, _ in document.raw_dictionaries:
        value = document.resolve(dictionary.get(b"AF"))
        associated |= {each.number for each in value if isinstance(each, Reference)} if isinstance(value, list) else set()
    for where, specification, _ in get_embedded(document):
        numbers = [number for number, each in document.raw.objects.items() if each.value is specification]
        if not numbers or numbers[0] not in associated:
            yield where, "no AF has the file specification"


@rule("ISO 32000-1 7.11.4", "embedded files have Params with the date, the size and the MD5 sum that they have")
def embedded_params(document):
    for where, _, stream in get_embedded(document):
        if stream is None:
            continue
        params = stream.get("/Params")
        if not isinstance(params, Dictionary) or parse_pdf_date(get_text(params.get("/ModDate")) or "") is None:
            yield where, "the embedded file has no Params with a ModDate"
            continue
        data = stream.read_bytes()
        if "/Size" in params and params.Size != len(data):
            yield where, f"Size is {params.Size}, the file has {len(data)} bytes"
        if "/CheckSum" in params and bytes(params.CheckSum) != hashlib.md5(data).digest():
            yield where, "CheckSum is not the MD5 sum of the file"


@rule("ISO 32000-1 7.11.4", "EmbeddedFiles lists the files that the document is associated with")
def embedded_listed(document):
    names = document.catalog.get("/Names")
    listed = {value.objgen for _, value in get_name_tree(names.get("/EmbeddedFiles"))} if isinstance(names, Dictionary) else set()
    files = document.catalog.get("/AF")
    for each in files if isinstance(files, Array) else ():
        if each.objgen not in listed:
            yield "catalog", f"AF has object {each.objgen[0]}, EmbeddedFiles has not"
