"""What breaks the rules of metadata.py and extension.py.

SPDX-License-Identifier: GPL-3.0-or-later
"""
from pikepdf import Dictionary, Name, String

from cases import breaks, breaks_each, get_stream
from good_pdf import XMP


def change_xmp(old, new):
    """Replaces text of the packet, which must be there."""
    def change(pdf):
        if old not in XMP:
            raise ValueError(f"{old} is not in the packet")
        pdf.Root.Metadata.write(XMP.replace(old, new, 1).encode())
    return change


def add_property(text, namespaces=""):
    return change_xmp("<pdf:Producer>", f"{text}<pdf:Producer>") if not namespaces else \
        change_xmp('xmlns:pdf="http://ns.adobe.com/pdf/1.3/"', f'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" {namespaces}')


# -- the packet ----------------------------------------------------------------------------------------------------------

breaks_each("metadata_stream", {
    "missing": lambda pdf: pdf.Root.__delitem__("/Metadata"),
    "type": lambda pdf: pdf.Root.Metadata.__setitem__("/Type", Name.Data),
    "subtype": lambda pdf: pdf.Root.Metadata.__delitem__("/Subtype"),
    "dictionary": lambda pdf: pdf.Root.__setitem__("/Metadata", Dictionary(Type=Name.Metadata, Subtype=Name.XML)),
})
breaks_each("packet_wrapper", {
    "bytes": change_xmp('kc9d"?>', 'kc9d" bytes="1000"?>'),
    "encoding": change_xmp('kc9d"?>', 'kc9d" encoding="UTF-8"?>'),
    "id": change_xmp("W5M0MpCehiHzreSzNTczkc9d", "other"),
    "begin": change_xmp('begin="\ufeff"', 'begin="x"'),
    "no_header": change_xmp('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>', ""),
    "no_end": change_xmp('<?xpacket end="w"?>', ""),
    "of_image": lambda pdf: get_stream(pdf, Subtype="/Image").__setitem__(
        "/Metadata", pdf.make_stream(XMP.replace('kc9d"?>', 'kc9d" bytes="10"?>').encode(), Type=Name.Metadata, Subtype=Name.XML)),
})
breaks_each("packet_well_formed", {
    "unclosed": change_xmp("</pdf:Producer>", ""),
    "undeclared_prefix": change_xmp("pdf:Producer>by hand</pdf:", "foo:Producer>by hand</foo:"),
    "two_rdf": change_xmp("</rdf:RDF>", "</rdf:RDF><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>"),
    "no_rdf": lambda pdf: pdf.Root.Metadata.write(b"<x/>"),
    "no_about": change_xmp('rdf:about=""', ""),
    "about_other": change_xmp('rdf:about=""', 'rdf:about="uuid:1"'),
})
breaks_each("packet_encoding", {"latin1": lambda pdf: pdf.Root.Metadata.write(XMP.replace("\ufeff", "").replace("tester", "t\xe9ster").encode("latin-1"))})
breaks_each("properties_once", {"title": add_property("<pdf:Producer>again</pdf:Producer>")})

# -- what it says --------------------------------------------------------------------------------------------------------

breaks_each("title", {
    "missing": change_xmp('<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A good document</rdf:li></rdf:Alt></dc:title>', ""),
    "plain": change_xmp('<rdf:Alt><rdf:li xml:lang="x-default">A good document</rdf:li></rdf:Alt>', "A good document"),
    "no_default": change_xmp("x-default", "en-US"),
    "empty": change_xmp(">A good document<", "> <"),
})
breaks_each("title_displayed", {
    "missing": lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"),
    "false": lambda pdf: pdf.Root.ViewerPreferences.__setitem__("/DisplayDocTitle", False),
})
breaks_each("identifies_ua", {
    "missing": change_xmp("<pdfuaid:part>1</pdfuaid:part>", ""),
    "part_2": change_xmp("<pdfuaid:part>1<", "<pdfuaid:part>2<"),
    "prefix": lambda pdf: pdf.Root.Metadata.write(XMP.replace("pdfuaid:part", "ua:part").replace("xmlns:pdfuaid", "xmlns:ua").encode()),
})
breaks_each("identifies_a", {
    "missing": change_xmp("<pdfaid:part>3</pdfaid:part>", ""),
    "part_2": change_xmp("<pdfaid:part>3<", "<pdfaid:part>2<"),
    "level_b": change_xmp("<pdfaid:conformance>A<", "<pdfaid:conformance>B<"),
    "prefix": lambda pdf: pdf.Root.Metadata.write(XMP.replace("pdfaid:", "id:").replace("xmlns:pdfaid", "xmlns:id").encode()),
})
breaks_each("info_agrees", {
    "title": lambda pdf: pdf.trailer.Info.__setitem__("/Title", String("Another")),
    "author": change_xmp("A tester", "Another"),
    "keywords": lambda pdf: pdf.trailer.Info.__setitem__("/Keywords", String("words")),
    "date": change_xmp("<xmp:CreateDate>2024-02-29T12:00:00Z", "<xmp:CreateDate>2024-02-29T12:00:01Z"),
    "zone": change_xmp("<xmp:ModifyDate>2024-02-29T12:00:00Z", "<xmp:ModifyDate>2024-02-29T12:00:00+01:00"),
    "no_date": lambda pdf: pdf.trailer.Info.__setitem__("/ModDate", String("yesterday")),
})

# -- extension schemas ---------------------------------------------------------------------------------------------------

breaks_each("properties_defined", {
    "trapped": add_property("<pdf:Trapped>False</pdf:Trapped>"),
    "unknown_in_dc": add_property("<dc:colour>red</dc:colour>"),
    "unknown_schema": add_property('<my:thing xmlns:my="urn:mine">1</my:thing>'),
    "attribute": change_xmp('rdf:about="" xmlns:dc', 'rdf:about="" my:thing="1" xmlns:my="urn:mine" xmlns:dc'),
    "no_extension": change_xmp("<pdfaProperty:name>part<", "<pdfaProperty:name>other<"),
    "other_namespace": change_xmp("URI>http://www.aiim.org/pdfua/ns/id/<", "URI>http://www.aiim.org/pdfua/ns/<"),
})
breaks_each("property_types", {
    "creator": change_xmp("<rdf:Seq><rdf:li>A tester</rdf:li></rdf:Seq>", "A tester"),
    "bag_for_seq": change_xmp("<rdf:Seq><rdf:li>A tester</rdf:li></rdf:Seq>", "<rdf:Bag><rdf:li>A tester</rdf:li></rdf:Bag>"),
    "date": change_xmp("<xmp:CreateDate>2024-02-29T12:00:00Z", "<xmp:CreateDate>29.2.2024"),
    "integer": change_xmp("<pdfaid:part>3<", "<pdfaid:part>three<"),
    "no_language": change_xmp(' xml:lang="x-default"', ""),
    "seq_for_text": change_xmp("by hand", "<rdf:Seq><rdf:li>by hand</rdf:li></rdf:Seq>"),
    "own_integer": change_xmp("<pdfuaid:part>1<", "<pdfuaid:part>one<"),
})
breaks_each("schemas_bag", {
    "seq": change_xmp("<pdfaExtension:schemas><rdf:Bag>", "<pdfaExtension:schemas><rdf:Seq>") and
    (lambda pdf: pdf.Root.Metadata.write(XMP.replace("schemas><rdf:Bag>", "schemas><rdf:Seq>").replace("</rdf:Bag></pdfaE", "</rdf:Seq></pdfaE").encode())),
    "prefix": lambda pdf: pdf.Root.Metadata.write(XMP.replace("pdfaExtension", "ext").encode()),
})
breaks_each("schema_fields_defined", {
    "schema": change_xmp("<pdfaSchema:prefix>", "<pdfaSchema:colour>red</pdfaSchema:colour><pdfaSchema:prefix>"),
    "property": change_xmp("<pdfaProperty:name>", "<pdfaProperty:colour>red</pdfaProperty:colour><pdfaProperty:name>"),
})
breaks_each("schema_fields_complete", {
    "no_schema": change_xmp("<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>", ""),
    "no_namespace": change_xmp("<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>", ""),
    "no_prefix": change_xmp("<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>", ""),
    "no_name": change_xmp("<pdfaProperty:name>part</pdfaProperty:name>", ""),
    "no_type": change_xmp("<pdfaProperty:valueType>Integer</pdfaProperty:valueType>", ""),
    "no_category": change_xmp("<pdfaProperty:category>internal</pdfaProperty:category>", ""),
    "no_description": change_xmp("<pdfaProperty:description>the part of ISO 14289</pdfaProperty:description>", ""),
    "bag_of_properties": lambda pdf: pdf.Root.Metadata.write(
        XMP.replace("property><rdf:Seq>", "property><rdf:Bag>").replace("</rdf:Seq></pdfaS", "</rdf:Bag></pdfaS").encode()),
})
breaks_each("schema_prefixes", {
    "schema": lambda pdf: pdf.Root.Metadata.write(XMP.replace("pdfaSchema", "s").encode()),
    "property": lambda pdf: pdf.Root.Metadata.write(XMP.replace("pdfaProperty", "p").encode()),
})
breaks_each("schema_values", {
    "category": change_xmp(">internal<", ">outer<"),
    "type": change_xmp("<pdfaProperty:valueType>Integer<", "<pdfaProperty:valueType>Whole<"),
})


@breaks("packet_wrapper")
def packet_of_page(pdf):
    pdf.pages[0].obj.Metadata = pdf.make_stream(b"<x/>", Type=Name.Metadata, Subtype=Name.XML)
