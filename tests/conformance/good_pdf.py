"""A small PDF made by hand that keeps every rule, and a plain way to write what a test changed in it.

Nothing here comes from the program's own writer: it is what the rules are tried on.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import functools
import hashlib
import io
import logging
import re
import struct
import zlib

import fontTools.subset
import fontTools.ttLib
import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

logging.getLogger("fontTools").setLevel(logging.ERROR)

SANS = "/usr/share/fonts/truetype/lato/Lato-Regular.ttf"
SERIF = "/usr/share/fonts/opentype/urw-base35/NimbusRoman-Regular.otf"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:-()•"
DATE = "D:20240229120000Z"
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A good document</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>A tester</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>en-US</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>2024-02-29T12:00:00Z</xmp:CreateDate><xmp:ModifyDate>2024-02-29T12:00:00Z</xmp:ModifyDate>
<pdf:Producer>by hand</pdf:Producer><pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>the part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def make_profile():
    """An sRGB-like ICC profile of version 2."""
    def fixed(*values):
        return b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    def describe(text):
        return b"desc\0\0\0\0" + struct.pack(">I", len(text) + 1) + text + b"\0" + b"\0" * 78
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    tags = [(b"desc", describe(b"gamma 2.2 RGB")), (b"cprt", b"text\0\0\0\0none\0"), (b"wtpt", b"XYZ \0\0\0\0" + fixed(0.9642, 1, 0.8249)),
            (b"rXYZ", b"XYZ \0\0\0\0" + fixed(0.436, 0.2225, 0.0139)), (b"gXYZ", b"XYZ \0\0\0\0" + fixed(0.3851, 0.7169, 0.0971)),
            (b"bXYZ", b"XYZ \0\0\0\0" + fixed(0.1431, 0.0606, 0.7141)), (b"rTRC", curve), (b"gTRC", curve), (b"bTRC", curve)]
    offset, table, body = 132 + 12 * len(tags), b"", b""
    for tag, data in tags:
        table += tag + struct.pack(">II", offset + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    size = offset + len(body)
    header = struct.pack(">I", size) + b"\0\0\0\0\x02\x10\0\0mntrRGB XYZ " + struct.pack(">6H", 2024, 2, 29, 12, 0, 0) + b"acsp"
    header += b"\0" * 24 + struct.pack(">I", 0) + fixed(0.9642, 1, 0.8249)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


@functools.lru_cache(maxsize=None)
def subset_font(path):
    """A part of a font file: its data, the glyph names by letter, and the font."""
    font = fontTools.ttLib.TTFont(path, lazy=True)
    options = fontTools.subset.Options(layout_features=[], name_IDs=[], hinting=False, notdef_outline=True, glyph_names=False)
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "kern", "FFTM"]
    subsetter = fontTools.subset.Subsetter(options)
    subsetter.populate(text=LETTERS)
    subsetter.subset(font)
    file = io.BytesIO()
    font.save(file)
    font = fontTools.ttLib.TTFont(io.BytesIO(file.getvalue()))
    return file.getvalue(), font.getBestCmap(), font


class FontMaker:
    """A composite font of a document, and the codes of its letters."""

    def __init__(self, pdf, path, name, is_cff):
        data, letters, font = subset_font(path)
        scale = 1000 / font["head"].unitsPerEm
        glyphs = {chr(code): font.getGlyphID(glyph) for code, glyph in letters.items()}
        # TrueType: CIDs of our own, through a CIDToGIDMap. CFF: the CIDs are the glyphs.
        self.cids = glyphs if is_cff else {letter: index for index, letter in enumerate(sorted(glyphs), 1)}
        widths = {self.cids[letter]: font["hmtx"].metrics[font.getGlyphName(glyph)][0] * scale for letter, glyph in glyphs.items()}
        program = font.getTableData("CFF ") if is_cff else data
        stream = pdf.make_stream(program, {"/Subtype": Name.CIDFontType0C} if is_cff else {"/Length1": len(program)})
        head, hhea = font["head"], font["hhea"]
        descriptor = pdf.make_indirect(Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/" + name), Flags=4, ItalicAngle=0, Ascent=round(hhea.ascent * scale),
            Descent=round(hhea.descent * scale), CapHeight=700, StemV=80,
            FontBBox=[round(each * scale) for each in (head.xMin, head.yMin, head.xMax, head.yMax)]))
        descriptor["/FontFile3" if is_cff else "/FontFile2"] = stream
        descendant = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType0 if is_cff else Name.CIDFontType2, BaseFont=Name("/" + name), DW=0,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0), FontDescriptor=descriptor,
            W=[each for cid, width in sorted(widths.items()) for each in (cid, Array([round(width, 2)]))])
        if not is_cff:
            mapping = bytearray(2 * (max(self.cids.values()) + 1))
            for letter, cid in self.cids.items():
                struct.pack_into(">H", mapping, 2 * cid, glyphs[letter])
            descendant.CIDToGIDMap = pdf.make_stream(bytes(mapping))
        self.obj = pdf.make_indirect(Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/" + name + ("-Identity-H" if is_cff else "")), Encoding=Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(descendant)], ToUnicode=pdf.make_stream(self.make_to_unicode())))

    def make_to_unicode(self):
        rows = [f"<{cid:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, cid in sorted(self.cids.items())]
        blocks = "\n".join(f"{len(rows[i:i + 100])} beginbfchar\n" + "\n".join(rows[i:i + 100]) + "\nendbfchar" for i in range(0, len(rows), 100))
        return (f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) "
                f"/Supplement 0>> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def\n1 begincodespacerange <0000> <ffff> "
                f"endcodespacerange\n{blocks}\nendcmap CMapName currentdict /CMap defineresource pop end end").encode()

    def encode(self, text):
        return "<" + "".join(f"{self.cids[letter]:04x}" for letter in text) + ">"


class Maker:
    """Puts the document together."""

    def __init__(self):
        self.pdf = pikepdf.new()
        self.fonts = {"F1": FontMaker(self.pdf, SANS, "ABCDEF+LatoRegular", False), "F2": FontMaker(self.pdf, SERIF, "GHIJKL+NimbusRoman", True)}
        self.image = self.pdf.make_stream(bytes(range(48)), Type=Name.XObject, Subtype=Name.Image, Width=4, Height=4, BitsPerComponent=8,
                                          ColorSpace=Name.DeviceRGB)
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.parents = {}  # StructParents or StructParent: array or element
        self.page = None
        self.content = []
        self.y = 0

    def element(self, kind, parent, **entries):
        obj = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + kind), P=parent if parent is not None else self.root, K=Array(), **entries))
        if parent is not None:
            parent.K.append(obj)
        return obj

    def begin_page(self):
        number = len(self.pdf.pages)
        self.pdf.add_blank_page(page_size=(612, 792))
        self.page = self.pdf.pages[number].obj
        self.page.Resources = Dictionary(Font=Dictionary({"/" + name: font.obj for name, font in self.fonts.items()}),
                                         XObject=Dictionary(Im1=self.image), ExtGState=Dictionary(G1=Dictionary(Type=Name.ExtGState, ca=0.5)))
        self.page.StructParents = number
        self.page.Tabs = Name.S
        self.page.Annots = Array()
        self.parents[number] = Array()
        self.content = []
        self.y = 740
        self.content.append(f"/Artifact <</Type /Pagination /Subtype /Header>> BDC q /G1 gs 0 0 1 rg 50 760 500 1 re f Q "
                            f"BT /F1 8 Tf 50 765 Td {self.fonts['F1'].encode('Page ' + str(number + 1))} Tj ET EMC")

    def end_page(self):
        self.page.Contents = self.pdf.make_stream("\n".join(self.content).encode())

    def mark(self, element, operators):
        """Adds marked content, and makes it a kid of an element."""
        parents = self.parents[int(self.page.StructParents)]
        mcid = len(parents)
        parents.append(element)
        element.Pg = self.page
        element.K.append(mcid)
        self.content.append(f"{element.S} <</MCID {mcid}>> BDC {operators} EMC")

    def text(self, element, text, font="F1", x=50, y=None):
        y = self.y if y is None else y
        self.mark(element, f"BT /{font} 10 Tf {x} {y} Td {self.fonts[font].encode(text)} Tj ET")
        self.y = y - 14

    def link(self, parent, text, x=50, **target):
        element = self.element("Link", parent)
        y = self.y
        self.text(element, text, x=x)
        annotation = self.pdf.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=[x, y - 2, x + 100, y + 10], F=4, Border=[0, 0, 0], Contents=String(f"Leads to {text}"),
            StructParent=100 + len(self.page.Annots) + 10 * int(self.page.StructParents), **target))
        self.page.Annots.append(annotation)
        self.parents[int(annotation.StructParent)] = element
        element.K.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self.page))

    def add_attachment(self, name, data, mime, relationship):
        stream = self.pdf.make_stream(data, Type=Name.EmbeddedFile, Subtype=Name("/" + mime),
                                      Params=Dictionary(ModDate=String(DATE), Size=len(data), CheckSum=String(hashlib.md5(data).digest())))
        return self.pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String(name), UF=String(name), AFRelationship=Name("/" + relationship),
                                                 EF=Dictionary(F=stream, UF=stream), Desc=String("a file")))

    def make_first_page(self, document):
        self.begin_page()
        self.text(self.element("H1", document), "A good document")
        contents = self.element("TOC", document)
        self.text(self.element("Caption", contents), "Contents")
        reference = self.element("Reference", self.element("TOCI", contents))
        self.link(reference, "Table 1 ... 2", Dest=String("table-1"))
        paragraph = self.element("P", document)
        self.text(paragraph, "It has text and ")
        self.link(paragraph, "a link", A=Dictionary(S=Name.URI, URI=String("https://example.org/")))
        self.mark(self.element("Span", paragraph, Lang=String("la")),
                  f"/Span <</ActualText (et cetera)>> BDC BT /F2 10 Tf 50 600 Td [{self.fonts['F2'].encode('et')} -250 "
                  f"{self.fonts['F2'].encode('c.')}] TJ ET EMC")
        items = self.element("L", document, A=Dictionary(O=Name.List, ListNumbering=Name.Decimal))
        for number in (1, 2):
            item = self.element("LI", items)
            self.text(self.element("Lbl", item), f"{number}.", y=560 - 20 * number)
            self.text(self.element("P", self.element("LBody", item)), f"Item {number}", x=70, y=560 - 20 * number)
        self.end_page()

    def make_second_page(self, document):
        self.begin_page()
        section = self.element("Sect", document)
        self.text(self.element("H2", section), "A table and a figure", font="F2")
        table = self.element("Table", section, T=String("Table 1"))
        self.text(self.element("Caption", table), "Table 1")
        row = self.element("TR", self.element("THead", table))
        for column in range(3):
            cell = self.element("TH", row, A=Dictionary(O=Name.Table, Scope=Name.Column))
            self.text(cell, f"Column {column}", x=50 + 80 * column, y=680)
        body = self.element("TBody", table)
        for number in range(3):
            row = self.element("TR", body)
            y = 660 - 20 * number
            cell = self.element("TH", row, A=Array([Dictionary(O=Name.Table, Scope=Name.Row)]), ID=String(f"row-{number}"))
            self.text(cell, f"Row {number}", y=y)
            if number == 0:
                self.text(self.element("TD", row, A=Dictionary(O=Name.Table, RowSpan=2)), "High", x=130, y=y)
            if number < 2:
                self.text(self.element("TD", row, A=Dictionary(O=Name.Table, Headers=Array([String(f"row-{number}")]))), "Cell", x=210, y=y)
            else:
                self.text(self.element("TD", row, A=Dictionary(O=Name.Table, ColSpan=2)), "Wide", x=130, y=y)
        figure = self.element("Figure", section, Alt=String("Sixteen colours"), A=Dictionary(O=Name.Layout, Placement=Name.Block, BBox=[50, 400, 150, 500]))
        self.mark(figure, "q 100 0 0 100 50 400 cm /Im1 Do Q")
        note = self.element("Note", section, ID=String("note-1"))
        self.text(self.element("P", note), "A note.", y=380)
        self.content.append("/Artifact BMC 0.5 G 1 w 50 390 m 150 390 l S EMC")
        self.end_page()
        return table

    def make_tree(self, document):
        self.root.K = document
        keys = sorted(self.parents)
        middle = len(keys) // 2
        kids = Array()
        for part in (keys[:middle], keys[middle:]):
            kids.append(self.pdf.make_indirect(Dictionary(Limits=[part[0], part[-1]], Nums=[each for key in part for each in (key, self.parents[key])])))
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Kids=kids))
        self.root.ParentTreeNextKey = keys[-1] + 1
        ids = {}
        for obj in self.pdf.objects:
            if isinstance(obj, Dictionary) and obj.get("/Type") == "/StructElem" and "/ID" in obj:
                ids[bytes(obj.ID)] = obj
        self.root.IDTree = self.pdf.make_indirect(Dictionary(Names=[each for key in sorted(ids) for each in (String(key.decode()), ids[key])]))

    def make_outline(self):
        root = self.pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=1))
        top = self.pdf.make_indirect(Dictionary(Title=String("A good document"), Parent=root, Dest=Array([self.pdf.pages[0].obj, Name.Fit]), Count=-1))
        below = self.pdf.make_indirect(Dictionary(Title=String("Table 1"), Parent=top, Dest=String("table-1")))
        root.First = root.Last = top
        top.First = top.Last = below
        self.pdf.Root.Outlines = root

    def make(self):
        document = self.element("Document", None)
        self.make_first_page(document)
        self.make_second_page(document)
        self.make_tree(document)
        self.make_outline()
        pdf, catalog = self.pdf, self.pdf.Root
        files = [self.add_attachment("source.xml", b"<a/>\n", "application/xml", "Source"),
                 self.add_attachment("data.json", b"{}\n", "application/json", "Data")]
        catalog.Names = Dictionary(
            Dests=pdf.make_indirect(Dictionary(Names=[String("table-1"), Array([pdf.pages[1].obj, Name.XYZ, 50, 700, 0])])),
            EmbeddedFiles=pdf.make_indirect(Dictionary(Names=[String("data.json"), files[1], String("source.xml"), files[0]])))
        catalog.AF = Array(files)
        catalog.Lang = String("en-US")
        catalog.MarkInfo = Dictionary(Marked=True)
        catalog.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        catalog.StructTreeRoot = self.root
        catalog.PageLabels = Dictionary(Nums=[0, Dictionary(S=Name.D)])
        catalog.Metadata = pdf.make_stream(XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
        profile = pdf.make_stream(make_profile(), N=3)
        catalog.OutputIntents = Array([Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String("sRGB"),
                                                  Info=String("sRGB"), DestOutputProfile=profile)])
        pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String("A good document"), Author=String("A tester"), Producer=String("by hand"),
                                                        CreationDate=String(DATE), ModDate=String(DATE)))
        return serialize(pdf)


def serialize(pdf, is_compressed=False):
    """Writes a PDF in the plainest way: a table, each object in its place, streams as they are or deflated."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = {}
    for obj in pdf.objects:
        if not isinstance(obj, (Dictionary, Array, Stream)):
            continue
        offsets[obj.objgen[0]] = len(out)
        out += b"%d 0 obj\n" % obj.objgen[0]
        if isinstance(obj, Stream):
            data = obj.read_raw_bytes()
            entries = Dictionary(dict(obj.stream_dict.items()))
            if is_compressed and "/Filter" not in entries:
                data = zlib.compress(data)
                entries.Filter = Name.FlateDecode
            entries.Length = len(data)
            out += entries.unparse(resolved=True) + b"\nstream\n" + data + b"\nendstream"
        else:
            out += obj.unparse(resolved=True)
        out += b"\nendobj\n"
    start, size = len(out), max(offsets) + 1
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in sorted(offsets.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, offset)
    trailer = Dictionary(Root=pdf.Root, Size=size)
    if "/Info" in pdf.trailer:
        trailer.Info = pdf.trailer.Info
    identity = hashlib.md5(out).hexdigest().encode()
    text = trailer.unparse(resolved=True)
    out += b"trailer\n" + text[:-2] + b"/ID [<" + identity + b"> <" + identity + b">] >>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


@functools.lru_cache(maxsize=None)
def make_good():
    """The document as bytes."""
    return Maker().make()


def edit(change, data=None):
    """The document with its objects changed by a function."""
    with pikepdf.open(io.BytesIO(data or make_good())) as pdf:
        change(pdf)
        return serialize(pdf)


def fix_offsets(data):
    """Rewrites the table and startxref of a document whose bytes were changed, so that only the change is wrong."""
    start = data.rfind(b"\nxref") + 1
    body, tail = data[:start], data[start:]
    offsets = {int(match[1]): match.start() for match in re.finditer(rb"(?<![0-9])(\d+) 0 +obj\b", body)}
    tail = re.sub(rb"(?m)^([1-9]\d*) 1\n\d{10}", lambda match: b"%s 1\n%010d" % (match[1], offsets[int(match[1])]), tail)
    return body + re.sub(rb"startxref\n\d+", b"startxref\n%d" % start, tail)
