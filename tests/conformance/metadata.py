"""Rules of metadata: the XMP packet, its properties, and what else tells the title.

ISO 14289-1 5 and 7.1, ISO 19005-3 6.6; XMP Specification September 2005.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import datetime
import functools
import re

import lxml.etree
from pikepdf import Dictionary, Stream

from document import get_text
from rules import rule

X = "{adobe:ns:meta/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XML = "{http://www.w3.org/XML/1998/namespace}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
PDFA_ID = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA_ID = "{http://www.aiim.org/pdfua/ns/id/}"
EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}"
XMP_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?")
PDF_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z(?:00'?(?:00'?)?)?|([+-])(\d\d)'?(?:(\d\d)'?)?)?")


class Packet:
    """An XMP packet."""

    def __init__(self, where, data):
        self.where = where
        self.data = data
        self.root = None
        self.error = None
        try:
            self.root = lxml.etree.fromstring(data, lxml.etree.XMLParser(resolve_entities=False, no_network=True))
        except (lxml.etree.XMLSyntaxError, ValueError) as error:
            self.error = str(error)

    @functools.cached_property
    def rdf(self):
        if self.root is None:
            return None
        return self.root if self.root.tag == RDF + "RDF" else self.root.find(f".//{RDF}RDF")

    @functools.cached_property
    def properties(self):
        """(name, value) of the properties: the value is an element, or the string of an attribute."""
        found = []
        for description in self.rdf.findall(RDF + "Description") if self.rdf is not None else ():
            found += [(name, value, description) for name, value in description.attrib.items()
                      if not name.startswith((RDF, XML)) and name.startswith("{")]
            found += [(each.tag, each, each) for each in description if isinstance(each.tag, str)]
        return found

    def get(self, name):
        """The text of a simple property, or None."""
        for key, value, _ in self.properties:
            if key == name:
                return value if isinstance(value, str) else (value.text or "")
        return None

    def get_prefix(self, name):
        """The prefix that a property is written with."""
        for key, value, element in self.properties:
            if key == name:
                if not isinstance(value, str):
                    return element.prefix
                namespace = name[1:].split("}")[0]
                return next((prefix for prefix, uri in element.nsmap.items() if uri == namespace), None)
        return None

    def get_items(self, name, kind):
        """The items of a Bag, Seq or Alt; None where the property is something else."""
        for key, value, _ in self.properties:
            if key == name and not isinstance(value, str):
                holder = value.find(RDF + kind)
                return None if holder is None else holder.findall(RDF + "li")
        return None


def get_packets(document):
    """The document's packet first, then those of other objects."""
    if not hasattr(document, "xmp_packets"):
        document.xmp_packets = []
        own = document.catalog.get("/Metadata")
        for stream in document.streams:
            if stream.get("/Type") == "/Metadata":
                is_own = isinstance(own, Stream) and stream.objgen == own.objgen
                packet = Packet("the document's metadata" if is_own else f"metadata, object {stream.objgen[0]}", stream.read_bytes())
                document.xmp_packets.insert(0 if is_own else len(document.xmp_packets), packet)
    return document.xmp_packets


def get_packet(document):
    own = document.catalog.get("/Metadata")
    packets = get_packets(document)
    return packets[0] if isinstance(own, Stream) and packets and packets[0].where == "the document's metadata" else None


# -- the packet ----------------------------------------------------------------------------------------------------------


@rule("ISO 14289-1 7.1; ISO 19005-3 6.6.2.1", "the catalog has a metadata stream")
def metadata_stream(document):
    stream = document.catalog.get("/Metadata")
    if not isinstance(stream, Stream):
        yield "catalog", "has no Metadata"
    elif stream.get("/Type") != "/Metadata" or stream.get("/Subtype") != "/XML":
        yield "catalog", f"Metadata has Type {stream.get('/Type')} and Subtype {stream.get('/Subtype')}"


@rule("ISO 19005-3 6.6.2.1", "XMP packets have a header and an end, and their header neither bytes nor encoding")
def packet_wrapper(document):
    for packet in get_packets(document):
        header = re.match(rb"\s*<\?xpacket\s+([^?]*)\?>", packet.data)
        if header is None:
            yield packet.where, "does not begin with <?xpacket …?>"
            continue
        attributes = dict(re.findall(rb"(\w+)\s*=\s*[\"']([^\"']*)[\"']", header[1]))
        for key in (b"bytes", b"encoding"):
            if key in attributes:
                yield packet.where, f"its header has {key.decode()}"
        if attributes.get(b"id") != b"W5M0MpCehiHzreSzNTczkc9d":
            yield packet.where, f"the id of its header is {attributes.get(b'id')}"
        if attributes.get(b"begin") not in (b"", b"\xef\xbb\xbf"):
            yield packet.where, f"begin of its header is {attributes.get(b'begin')!r}"
        if not re.search(rb"<\?xpacket\s+end\s*=\s*[\"'][rw][\"']\s*\?>\s*\Z", packet.data):
            yield packet.where, "does not end with <?xpacket end=…?>"


@rule("ISO 19005-3 6.6.2.1", "XMP packets are well-formed XML with one RDF")
def packet_well_formed(document):
    for packet in get_packets(document):
        if packet.error:
            yield packet.where, packet.error
        elif packet.rdf is None or len(packet.root.findall(f".//{RDF}RDF")) > 1:
            yield packet.where, "has no rdf:RDF, or more than one"
        else:
            for each in packet.rdf:
                if isinstance(each.tag, str) and (each.tag != RDF + "Description" or each.get(RDF + "about") is None):
                    yield packet.where, f"rdf:RDF holds {each.tag}, not rdf:Description with rdf:about"
            if len({each.get(RDF + "about") for each in packet.rdf if isinstance(each.tag, str)}) > 1:
                yield packet.where, "its descriptions are about different things"


@rule("ISO 19005-3 6.6.2.1", "XMP packets are UTF-8")
def packet_encoding(document):
    for packet in get_packets(document):
        try:
            packet.data.decode("utf-8")
        except UnicodeDecodeError as error:
            yield packet.where, str(error)


@rule("XMP 2005", "no property is twice in a packet")
def properties_once(document):
    for packet in get_packets(document):
        names = [name for name, _, _ in packet.properties]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield packet.where, f"has {name} {names.count(name)} times"


# -- what it says --------------------------------------------------------------------------------------------------------


@rule("ISO 14289-1 7.1", "dc:title tells the title of the document")
def title(document):
    packet = get_packet(document)
    items = packet.get_items(DC + "title", "Alt") if packet else None
    if not items:
        yield "the document's metadata", "has no dc:title with alternatives"
    elif not any(item.get(XML + "lang") == "x-default" and (item.text or "").strip() for item in items):
        yield "the document's metadata", "dc:title has no text for x-default"


@rule("ISO 14289-1 7.1", "viewers show the title: DisplayDocTitle is true")
def title_displayed(document):
    preferences = document.catalog.get("/ViewerPreferences")
    if not isinstance(preferences, Dictionary) or preferences.get("/DisplayDocTitle") is not True:
        yield "catalog", "ViewerPreferences has no DisplayDocTitle with the value true"


@rule("ISO 14289-1 5", "the metadata says PDF/UA part 1, with the prefix pdfuaid")
def identifies_ua(document):
    packet = get_packet(document)
    part = packet.get(PDFUA_ID + "part") if packet else None
    if part != "1":
        yield "the document's metadata", f"pdfuaid:part is {part}"
    for name in ("part", "amd", "corr"):
        prefix = packet.get_prefix(PDFUA_ID + name) if packet else None
        if prefix not in (None, "pdfuaid"):
            yield "the document's metadata", f"{name} of PDF/UA has the prefix {prefix}"


@rule("ISO 19005-3 6.6.4", "the metadata says PDF/A part 3, conformance A, with the prefix pdfaid")
def identifies_a(document):
    packet = get_packet(document)
    for name, expected in (("part", "3"), ("conformance", "A")):
        value = packet.get(PDFA_ID + name) if packet else None
        if value != expected:
            yield "the document's metadata", f"pdfaid:{name} is {value}"
    for name in ("part", "conformance", "amd", "corr"):
        prefix = packet.get_prefix(PDFA_ID + name) if packet else None
        if prefix not in (None, "pdfaid"):
            yield "the document's metadata", f"{name} of PDF/A has the prefix {prefix}"


def parse_xmp_date(text):
    if not XMP_DATE.fullmatch(text) or "T" not in text:
        return None
    text = text.replace("Z", "+00:00")
    if text.count(":") == 2:  # no seconds
        text = text[:16] + ":00" + text[16:]
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return None


def parse_pdf_date(text):
    match = PDF_DATE.fullmatch(text)
    if match is None:
        return None
    fields = [int(field) if field else default for field, default in zip(match.groups()[:6], (0, 1, 1, 0, 0, 0))]
    offset = datetime.timedelta(hours=int(match[8] or 0), minutes=int(match[9] or 0))
    try:
        return datetime.datetime(*fields, tzinfo=datetime.timezone(-offset if match[7] == "-" else offset))
    except ValueError:
        return None


@rule("ISO 19005-3 6.6.3", "the information dictionary and the metadata say the same")
def info_agrees(document):
    info = document.pdf.trailer.get("/Info")
    packet = get_packet(document)
    if not isinstance(info, Dictionary) or packet is None:
        return

    def first_of(name, kind):
        items = packet.get_items(name, kind)
        return "; ".join(item.text or "" for item in items) if items else None
    expected = {"/Title": first_of(DC + "title", "Alt"), "/Author": first_of(DC + "creator", "Seq"),
                "/Subject": first_of(DC + "description", "Alt"), "/Keywords": packet.get(PDF + "Keywords"),
                "/Creator": packet.get(XMP + "CreatorTool"), "/Producer": packet.get(PDF + "Producer")}
    for key, value in expected.items():
        own = get_text(info.get(key))
        if own is not None and own != value:
            yield "information dictionary", f"{key[1:]} is “{own}”, in the metadata it is {value!r}"
    for key, name in (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate")):
        own = get_text(info.get(key))
        if own is None:
            continue
        if parse_pdf_date(own) is None:
            yield "information dictionary", f"{key[1:]} is {own}, which is no date"
        elif parse_xmp_date(packet.get(XMP + name) or "") != parse_pdf_date(own):
            yield "information dictionary", f"{key[1:]} is {own}, in the metadata it is {packet.get(XMP + name)}"
