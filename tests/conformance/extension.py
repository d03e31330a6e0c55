"""Rules of XMP properties and of extension schemas, which define those that PDF/A does not know: ISO 19005-3 6.6.2.3.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import re

from metadata import DC, EXTENSION, PDF, PDFA_ID, RDF, XML, XMP, XMP_DATE, get_packets
from rules import rule

SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"
TYPE = "{http://www.aiim.org/pdfa/ns/type#}"
FIELD = "{http://www.aiim.org/pdfa/ns/field#}"
PREFIXES = {EXTENSION: "pdfaExtension", SCHEMA: "pdfaSchema", PROPERTY: "pdfaProperty", TYPE: "pdfaType", FIELD: "pdfaField"}
RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
MANAGEMENT = "{http://ns.adobe.com/xap/1.0/mm/}"

# The schemas of the XMP Specification 2005 and of PDF/A that a document of ours may have, with the types of values.
PREDEFINED = {
    DC: {"contributor": "Bag", "coverage": "Text", "creator": "Seq", "date": "Seq", "description": "Alt", "format": "Text",
         "identifier": "Text", "language": "Bag", "publisher": "Bag", "relation": "Bag", "rights": "Alt", "source": "Text",
         "subject": "Bag", "title": "Alt", "type": "Bag"},
    XMP: {"Advisory": "Bag", "BaseURL": "Text", "CreateDate": "Date", "CreatorTool": "Text", "Identifier": "Bag", "Label": "Text",
          "MetadataDate": "Date", "ModifyDate": "Date", "Nickname": "Text", "Rating": "Integer", "Thumbnails": "Alt"},
    PDF: {"Keywords": "Text", "PDFVersion": "Text", "Producer": "Text"},
    RIGHTS: {"Certificate": "Text", "Marked": "Boolean", "Owner": "Bag", "UsageTerms": "Alt", "WebStatement": "Text"},
    MANAGEMENT: {"DocumentID": "Text", "InstanceID": "Text", "RenditionClass": "Text", "VersionID": "Text", "DerivedFrom": "Resource",
                 "History": "Seq", "ManagedFrom": "Resource", "Manager": "Text", "ManageTo": "Text", "ManageUI": "Text",
                 "ManagerVariant": "Text", "RenditionOf": "Resource", "RenditionParams": "Text", "Versions": "Seq"},
    PDFA_ID: {"part": "Integer", "amd": "Text", "corr": "Text", "conformance": "Text"},
    EXTENSION: {"schemas": "Bag"},
}
FIELDS = {
    "Schema": {"schema": "Text", "namespaceURI": "Text", "prefix": "Text", "property": "Seq", "valueType": "Seq"},
    "Property": {"name": "Text", "valueType": "Text", "category": "Text", "description": "Text"},
    "ValueType": {"type": "Text", "namespaceURI": "Text", "prefix": "Text", "description": "Text", "field": "Seq"},
    "Field": {"name": "Text", "valueType": "Text", "description": "Text"},
}
OPTIONAL = {("Schema", "property"), ("Schema", "valueType"), ("ValueType", "field")}
NAMESPACES = {"Schema": SCHEMA, "Property": PROPERTY, "ValueType": TYPE, "Field": FIELD}
TYPES = {"Text", "Integer", "Real", "Boolean", "Date", "URI", "URL", "MIMEType", "ProperName", "AgentName", "Locale", "GUID",
         "RenditionClass", "ResourceRef", "ResourceEvent", "Version", "Job", "Dimensions", "Thumbnail", "XPath", "Lang Alt"}
PATTERNS = {"Integer": r"[+-]?\d+", "Real": r"[+-]?(\d+(\.\d*)?|\.\d+)", "Boolean": "True|False", "Date": XMP_DATE.pattern}


def get_kind(value):
    """Text, Bag, Seq, Alt or Resource: how a property is written."""
    if isinstance(value, str):
        return "Text"
    for kind in ("Bag", "Seq", "Alt"):
        if value.find(RDF + kind) is not None:
            return kind
    if value.get(RDF + "parseType") == "Resource" or value.find(RDF + "Description") is not None or value.get(RDF + "resource"):
        return "Resource"
    return "Text" if len(value) == 0 else "Resource"


def get_text(value):
    """The text of a property or field; empty where there is none."""
    if value is None or isinstance(value, str):
        return value or ""
    return value.text or ""


def get_schemas(packet):
    items = packet.get_items(EXTENSION + "schemas", "Bag")
    return items or []


def get_fields(item):
    """(name, value) of the fields of a structure."""
    nested = item.find(RDF + "Description")
    holder = nested if nested is not None else item
    fields = [(name, value, holder) for name, value in holder.attrib.items() if not name.startswith((RDF, XML))]
    return fields + [(each.tag, each, each) for each in holder if isinstance(each.tag, str)]


def find_field(item, name):
    return next((value for key, value, _ in get_fields(item) if key == name), None)


def find_items(item, name):
    value = find_field(item, name)
    holder = value.find(RDF + "Seq") if value is not None and not isinstance(value, str) else None
    return holder.findall(RDF + "li") if holder is not None else []


def get_defined(packet):
    """{namespace: {property: type}} that the extension schemas of a packet define."""
    defined = {}
    for schema in get_schemas(packet):
        namespace = find_field(schema, SCHEMA + "namespaceURI")
        properties = defined.setdefault("{" + get_text(namespace).strip() + "}" if namespace is not None else "", {})
        for each in find_items(schema, SCHEMA + "property"):
            name, value_type = find_field(each, PROPERTY + "name"), find_field(each, PROPERTY + "valueType")
            if name is not None:
                properties[get_text(name)] = get_text(value_type) if value_type is not None else ""
    return defined


@rule("ISO 19005-3 6.6.2.3.1", "properties are predefined, or defined by an extension schema")
def properties_defined(document):
    for packet in get_packets(document):
        defined = get_defined(packet)
        if packet is not get_packets(document)[0]:
            for namespace, names in get_defined(get_packets(document)[0]).items():
                defined.setdefault(namespace, {}).update(names)
        for name, _, _ in packet.properties:
            namespace, local = name.split("}")
            namespace += "}"
            if local not in PREDEFINED.get(namespace, {}) and local not in defined.get(namespace, {}):
                yield packet.where, f"the property {name} is neither predefined nor in an extension schema"


@rule("ISO 19005-3 6.6.2.3.1", "properties have values of their types")
def property_types(document):
    for packet in get_packets(document):
        defined = get_defined(packet)
        for name, value, _ in packet.properties:
            namespace, local = name.split("}")
            expected = PREDEFINED.get(namespace + "}", {}).get(local) or defined.get(namespace + "}", {}).get(local, "")
            wanted = {"bag": "Bag", "seq": "Seq", "alt": "Alt", "Lang Alt": "Alt"}.get(expected.split(" ")[0], expected)
            kind = get_kind(value)
            if wanted in ("Bag", "Seq", "Alt", "Resource"):
                if kind != wanted:
                    yield packet.where, f"{name} is written as {kind}, not {wanted}"
                elif wanted == "Alt" and not all(item.get(XML + "lang") for item in value.iter(RDF + "li")):
                    yield packet.where, f"{name} has an alternative without xml:lang"
            elif wanted and kind != "Text":
                yield packet.where, f"{name} is written as {kind}, not {wanted}"
            elif wanted in PATTERNS and not re.fullmatch(PATTERNS[wanted], get_text(value)):
                yield packet.where, f"{name} is “{get_text(value)}”, which is no {wanted}"


@rule("ISO 19005-3 6.6.2.3.3", "extension schemas are in a Bag with the prefix pdfaExtension")
def schemas_bag(document):
    for packet in get_packets(document):
        for name, value, element in packet.properties:
            if name.startswith(EXTENSION) and (name != EXTENSION + "schemas" or isinstance(value, str) or get_kind(value) != "Bag"
                                               or element.prefix != "pdfaExtension"):
                yield packet.where, "extension schemas are not a Bag pdfaExtension:schemas"


def check_structure(packet, item, kind):
    """One structure of an extension schema: its fields, all of them, and no other."""
    namespace = NAMESPACES[kind]
    label = f"{kind} “{get_text(find_field(item, namespace + ('schema' if kind == 'Schema' else 'type' if kind == 'ValueType' else 'name')))}”"
    found = {}
    for name, value, element in get_fields(item):
        local = name.split("}")[-1]
        if not name.startswith(namespace) or local not in FIELDS[kind]:
            yield "undefined", packet.where, f"{label} has {name}"
            continue
        found[local] = value
        prefix = element.prefix if not isinstance(value, str) else next(
            (each for each, uri in element.nsmap.items() if "{" + uri + "}" == namespace), None)
        if prefix != PREFIXES[namespace]:
            yield "prefix", packet.where, f"{label} has {local} with the prefix {prefix}, not {PREFIXES[namespace]}"
    for local, wanted in FIELDS[kind].items():
        if local not in found:
            if (kind, local) not in OPTIONAL:
                yield "missing", packet.where, f"{label} has no {local}"
        elif get_kind(found[local]) != wanted:
            yield "missing", packet.where, f"{local} of {label} is {get_kind(found[local])}, not {wanted}"
        elif wanted == "Text" and not get_text(found[local]).strip():
            yield "missing", packet.where, f"{local} of {label} is empty"


def check_structures(document):
    for packet in get_packets(document):
        for schema in get_schemas(packet):
            yield from check_structure(packet, schema, "Schema")
            for each in find_items(schema, SCHEMA + "property"):
                yield from check_structure(packet, each, "Property")
            for each in find_items(schema, SCHEMA + "valueType"):
                yield from check_structure(packet, each, "ValueType")
                for field in find_items(each, TYPE + "field"):
                    yield from check_structure(packet, field, "Field")


@rule("ISO 19005-3 6.6.2.3.2", "extension schemas have only the fields that are defined for them")
def schema_fields_defined(document):
    for kind, where, what in check_structures(document):
        if kind == "undefined":
            yield where, what


@rule("ISO 19005-3 6.6.2.3.3", "extension schemas have all their fields, of the right types")
def schema_fields_complete(document):
    for kind, where, what in check_structures(document):
        if kind == "missing":
            yield where, what


@rule("ISO 19005-3 6.6.2.3.3", "the fields of extension schemas have the prefixes that they must have")
def schema_prefixes(document):
    for kind, where, what in check_structures(document):
        if kind == "prefix":
            yield where, what


@rule("ISO 19005-3 6.6.2.3.3", "the category of a property is internal or external, and its type is known")
def schema_values(document):
    for packet in get_packets(document):
        for schema in get_schemas(packet):
            own = {get_text(find_field(each, TYPE + "type")) for each in find_items(schema, SCHEMA + "valueType")}
            for each in find_items(schema, SCHEMA + "property"):
                name = get_text(find_field(each, PROPERTY + "name"))
                category = get_text(find_field(each, PROPERTY + "category"))
                if category not in ("internal", "external"):
                    yield packet.where, f"the category of {name} is “{category}”"
                value_type = get_text(find_field(each, PROPERTY + "valueType"))
                plain = re.sub(r"^(bag|seq|alt|open choice of|closed choice of|Choice of) ", "", value_type, flags=re.I)
                if plain not in TYPES | own:
                    yield packet.where, f"the type of {name} is “{value_type}”, which is not defined"
