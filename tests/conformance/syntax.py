"""Rules of file syntax: ISO 19005-3 6.1 and what ISO 32000-1 7 says of the same.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import re

import pikepdf

from rawfile import Name, Reference
from rules import rule

# ISO 32000-1 Table 6 without LZWDecode (and Crypt, which is looked at apart).
FILTERS = {"ASCIIHexDecode", "ASCII85Decode", "FlateDecode", "RunLengthDecode", "CCITTFaxDecode", "JBIG2Decode",
           "DCTDecode", "JPXDecode"}
INLINE_FILTERS = FILTERS - {"JBIG2Decode", "JPXDecode"} | {"AHx", "A85", "Fl", "RL", "CCF", "DCT"}


def tell(document, *kinds):
    """What was noticed while the bytes were read, each once."""
    for kind in kinds:
        yield from dict.fromkeys(document.raw.faults[kind])


@rule("ISO 19005-3 6.1.2; ISO 14289-1 6.1", "the file begins with %PDF-1.n and one end of line")
def header(document):
    if not re.match(rb"%PDF-1\.[0-7](?:\r\n|\r(?!\n)|\n)", document.data):
        yield "header", f"is {document.data[:12]!r}"


@rule("ISO 19005-3 6.1.2", "a comment of at least four bytes above 127 follows the header")
def header_comment(document):
    if not re.match(rb"[^\r\n]*(?:\r\n|\r|\n)%[\x80-\xff]{4}", document.data):
        yield "header", "no comment of four bytes above 127 follows its line"


@rule("ISO 32000-1 7.5.2", "a version in the catalog is one of PDF 1")
def catalog_version(document):
    version = document.catalog.get("/Version")
    if version is not None and not re.fullmatch(r"/1\.[0-7]", str(version)):
        yield "catalog", f"Version is {version}"


@rule("ISO 19005-3 6.1.3", "the trailer has an ID of two strings")
def trailer_id(document):
    ids = document.resolve(document.raw.trailer.get(b"ID"))
    ids = [document.resolve(each) for each in ids] if isinstance(ids, list) else ids
    if not isinstance(ids, list) or len(ids) != 2 or not all(isinstance(each, bytes) and not isinstance(each, Name) and each for each in ids):
        yield "trailer", f"ID is {ids!r}, not two strings"


@rule("ISO 19005-3 6.1.3; ISO 14289-1 7.16", "the file is not encrypted")
def no_encryption(document):
    if any(b"Encrypt" in section.trailer for section in document.raw.sections):
        yield "trailer", "has Encrypt"


@rule("ISO 19005-3 6.1.3", "nothing follows the last %%EOF but one end of line")
def nothing_after_end(document):
    tail = document.data[document.data.rfind(b"%%EOF") + 5:] if b"%%EOF" in document.data else None
    if tail is None:
        yield "end of file", "there is no %%EOF"
    elif tail not in (b"", b"\n", b"\r", b"\r\n"):
        yield "end of file", f"{len(tail)} bytes follow %%EOF: {tail[:20]!r}"


@rule("ISO 19005-3 6.1.4", "xref and its first subsection are parted by one end of line")
def xref_spacing(document):
    yield from tell(document, "xref-spacing")


@rule("ISO 32000-1 7.5.4, 7.5.8", "the cross-reference tells where each object is")
def xref_entries(document):
    yield from tell(document, "xref")


@rule("ISO 32000-1 7.5.5", "Size is one more than the highest object number, and Root is the catalog")
def trailer_entries(document):
    raw = document.raw
    if raw.entries and raw.trailer.get(b"Size") != max(raw.entries) + 1:
        yield "trailer", f"Size is {raw.trailer.get(b'Size')}, the highest object number is {max(raw.entries)}"
    catalog = document.resolve(raw.trailer.get(b"Root"))
    if not isinstance(raw.trailer.get(b"Root"), Reference) or not isinstance(catalog, dict) or catalog.get(b"Type") != b"Catalog":
        yield "trailer", "Root is no reference to a catalog"


@rule("ISO 19005-3 6.1.6", "hexadecimal strings have an even number of digits")
def hex_strings_even(document):
    yield from tell(document, "hex-odd")


@rule("ISO 19005-3 6.1.6", "hexadecimal strings have only digits and letters A to F")
def hex_strings_digits(document):
    yield from tell(document, "hex-digits")


@rule("ISO 19005-3 6.1.7.1", "Length of a stream is the number of its bytes")
def stream_length(document):
    yield from tell(document, "stream-length")


@rule("ISO 19005-3 6.1.7.1", "an end of line follows stream and stands before endstream")
def stream_keywords(document):
    yield from tell(document, "stream-keyword", "endstream")


@rule("ISO 19005-3 6.1.7.1", "streams are in the file: they have no F, FFilter, FDecodeParms")
def streams_internal(document):
    for where, dictionary, stream in document.raw_dictionaries:
        if stream is not None:
            for key in (b"F", b"FFilter", b"FDecodeParms"):
                if key in dictionary:
                    yield where, f"the stream has {key.decode()}"


@rule("ISO 19005-3 6.1.7.2", "streams use the filters of ISO 32000-1 Table 6 but not LZWDecode, and Crypt only as Identity")
def stream_filters(document):
    for where, dictionary, stream in document.raw_dictionaries:
        if stream is None:
            continue
        filters = document.resolve(dictionary.get(b"Filter"))
        parameters = document.resolve(dictionary.get(b"DecodeParms"))
        filters = filters if isinstance(filters, list) else [filters] if filters is not None else []
        parameters = parameters if isinstance(parameters, list) else [parameters]
        for index, each in enumerate(filters):
            each = document.resolve(each)
            name = each.decode("latin-1") if isinstance(each, bytes) else str(each)
            parameter = document.resolve(parameters[index]) if index < len(parameters) else None
            is_identity = isinstance(parameter, dict) and parameter.get(b"Name") == b"Identity"
            if name not in FILTERS and not (name == "Crypt" and is_identity):
                yield where, f"the filter {name} may not be used"


@rule("ISO 32000-1 7.4", "streams can be decoded")
def streams_decode(document):
    for stream in document.streams:
        filters = stream.get("/Filter")
        names = [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
        if {"/DCTDecode", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/Crypt"} & set(names):
            continue
        try:
            stream.read_bytes()
        except pikepdf.PdfError as error:
            yield f"object {stream.objgen[0]}", f"can't be decoded: {error}"


@rule("ISO 19005-3 6.1.8", "names of fonts, colourants and structure types are UTF-8")
def names_utf8(document):
    for where, dictionary, _ in document.raw_dictionaries:
        for key in (b"BaseFont", b"FontName", b"S"):
            yield from check_utf8(where, dictionary.get(key))
        if dictionary.get(b"Type") == b"StructTreeRoot":
            for pair in (document.resolve(dictionary.get(b"RoleMap")) or {}).items():
                for name in pair:
                    yield from check_utf8(where, name)
        for value in dictionary.values():
            value = document.resolve(value)
            if isinstance(value, list) and value and value[0] in (b"Separation", b"DeviceN") and len(value) > 1:
                names = document.resolve(value[1])
                for name in names if isinstance(names, list) else [names]:
                    yield from check_utf8(where, name)


def check_utf8(where, name):
    if isinstance(name, Name):
        try:
            name.decode("utf-8")
        except UnicodeDecodeError:
            yield where, f"the name {bytes(name)!r} is not UTF-8"


@rule("ISO 19005-3 6.1.9", "objects are written with single spaces, obj and endobj with ends of line around them")
def object_spacing(document):
    yield from tell(document, "object-spacing")


@rule("ISO 32000-1 7.3, 7.5.7", "objects and object streams can be parsed")
def objects_parse(document):
    yield from tell(document, "object", "object-stream", "content")


@rule("ISO 32000-1 7.5.7", "object streams hold neither streams nor object streams' own lengths, and are not nested")
def object_streams(document):
    raw = document.raw
    containers = {entry[1] for entry in raw.entries.values() if entry[0] == "inside"}
    for number, entry in raw.entries.items():
        if entry[0] == "inside":
            value = raw.objects[number].value if number in raw.objects else None
            if number in containers or isinstance(value, dict) and value.get(b"Type") in (b"ObjStm", b"XRef"):
                yield f"object {number}", "is a stream in an object stream"
    for number in containers:
        length = raw.objects[number].value.get(b"Length") if number in raw.objects else None
        if isinstance(length, Reference) and raw.entries.get(length.number, ("",))[0] == "inside":
            yield f"object {number}", "its Length is in an object stream"


@rule("ISO 32000-1 7.3.7", "no key is twice in a dictionary")
def keys_once(document):
    yield from tell(document, "doubled-key")


@rule("ISO 32000-1 7.3.10", "references lead to objects")
def references_resolve(document):
    def walk(where, value):
        if isinstance(value, Reference):
            if value.number not in document.raw.objects:
                yield where, f"refers to object {value.number}, which is not there"
        elif isinstance(value, dict):
            for key, each in value.items():
                yield from walk(f"{where} {key.decode('latin-1')}", each)
        elif isinstance(value, list):
            for each in value:
                yield from walk(where, each)
    for raw_object in document.raw.objects.values():
        yield from walk(raw_object.where, raw_object.value)
    yield from walk("trailer", document.raw.trailer)


@rule("ISO 19005-3 6.1.10", "inline images use only filters that they may")
def inline_image_filters(document):
    for scan in document.scans:
        for values in scan.faults.get("inline-images", []):
            filters = values.get("/F", values.get("/Filter"))
            for each in filters if isinstance(filters, pikepdf.Array) else [filters] if filters is not None else []:
                if str(each)[1:] not in INLINE_FILTERS:
                    yield scan.where, f"an inline image uses the filter {str(each)[1:]}"


@rule("ISO 32000-1 7", "qpdf reads the file without a warning")
def qpdf_content(document):
    for problem in document.pdf.check():
        yield document.name, str(problem)
