"""Rules of fonts: their dictionaries, programs, CMaps.

ISO 19005-3 6.2.11.2 to 6.2.11.6, ISO 14289-1 7.21.3 to 7.21.6, ISO 32000-1 9.6 to 9.9.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import re

from fontTools.agl import AGL2UV
from pikepdf import Array, Dictionary, Name, Stream, String

from cmap import PREDEFINED
from rules import rule

SUBTYPES = {"Type0", "Type1", "MMType1", "TrueType", "Type3"}
PROGRAM_KEYS = {"Type1": ("/FontFile", "/FontFile3"), "MMType1": ("/FontFile", "/FontFile3"), "TrueType": ("/FontFile2", "/FontFile3"),
                "CIDFontType0": ("/FontFile3",), "CIDFontType2": ("/FontFile2", "/FontFile3")}
PROGRAM_SUBTYPES = {"Type1": {"Type1C", "OpenType"}, "MMType1": {"Type1C", "OpenType"}, "TrueType": {"OpenType"},
                    "CIDFontType0": {"CIDFontType0C", "OpenType"}, "CIDFontType2": {"OpenType"}}
# What a TrueType program of a CIDFont must have: ISO 32000-1 9.9.
TRUETYPE_TABLES = {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
SUBSET = re.compile(r"[A-Z]{6}\+.+")
SYMBOLIC, NONSYMBOLIC = 4, 32


def get_kind(font):
    """The subtype of the font that has the glyphs."""
    return str(font.descendant.get("/Subtype", ""))[1:] if font.is_composite else font.subtype


def is_drawn(document, font):
    """Whether glyphs of the font are painted, not only placed."""
    return any(use.mode != 3 for uses in document.uses.get(font, {}).values() for use in uses)


def is_symbolic(font):
    return bool(int(font.descriptor.get("/Flags", 0)) & SYMBOLIC)


@rule("ISO 19005-3 6.2.11.2", "fonts have the Type Font and a Subtype")
def font_types(document):
    for font in document.fonts:
        if font.obj.get("/Type") != "/Font":
            yield font.where, "its Type is not Font"
        if font.subtype not in SUBTYPES:
            yield font.where, f"its Subtype is {font.subtype or 'missing'}"
        if font.is_composite:
            if len(font.obj.get("/DescendantFonts", [])) != 1 or font.descendant.get("/Type") != "/Font":
                yield font.where, "DescendantFonts is not one font"
            elif get_kind(font) not in ("CIDFontType0", "CIDFontType2"):
                yield font.where, f"the Subtype of its descendant is {get_kind(font) or 'missing'}"


@rule("ISO 19005-3 6.2.11.2; ISO 32000-1 9.6.4, 9.7.6.2", "BaseFont, FontName and the descendant's name are the same")
def font_names(document):
    for font in document.fonts:
        name = font.obj.get("/BaseFont")
        if font.subtype == "Type3":
            continue
        if not isinstance(name, Name):
            yield font.where, "has no BaseFont"
            continue
        expected = str(name)
        if font.is_composite:
            expected = str(font.descendant.get("/BaseFont"))
            whole = expected + "-" + (font.encoding_name or "") if get_kind(font) == "CIDFontType0" else expected
            if str(name) not in (whole, expected):
                yield font.where, f"BaseFont is {name}, of the descendant {expected}"
        if "/FontName" in font.descriptor and str(font.descriptor.FontName) != expected:
            yield font.where, f"FontName is {font.descriptor.FontName}, BaseFont {expected}"


@rule("ISO 19005-3 6.2.11.2", "simple fonts have FirstChar, LastChar and as many Widths")
def simple_widths(document):
    for font in document.fonts:
        if font.is_composite or font.subtype not in SUBTYPES:
            continue
        first, last, widths = font.obj.get("/FirstChar"), font.obj.get("/LastChar"), font.obj.get("/Widths")
        if not isinstance(first, int) or not isinstance(last, int):
            yield font.where, "has no FirstChar or LastChar"
        elif not isinstance(widths, Array) or len(widths) != last - first + 1:
            yield font.where, f"Widths does not have {last - first + 1} entries"


@rule("ISO 32000-1 9.8.1", "font descriptors are complete")
def descriptor_complete(document):
    for font in document.fonts:
        if font.subtype == "Type3":
            continue
        if font.descriptor.get("/Type") != "/FontDescriptor":
            yield font.where, "has no FontDescriptor"
            continue
        for key in ("/FontName", "/Flags", "/FontBBox", "/ItalicAngle", "/Ascent", "/Descent", "/CapHeight", "/StemV"):
            if key not in font.descriptor:
                yield font.where, f"its descriptor has no {key[1:]}"
        flags = int(font.descriptor.get("/Flags", 0))
        if bool(flags & SYMBOLIC) == bool(flags & NONSYMBOLIC):
            yield font.where, f"Flags is {flags}: neither symbolic nor nonsymbolic, or both"


@rule("ISO 19005-3 6.2.11.4.1; ISO 14289-1 7.21.4.1", "fonts that are drawn are embedded, once and under the key of their kind")
def font_embedded(document):
    for font in document.fonts:
        if font.subtype == "Type3" or not is_drawn(document, font):
            continue
        present = [key for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in font.descriptor]
        if not present:
            yield font.where, "is not embedded"
        elif len(present) > 1 or present[0] not in PROGRAM_KEYS.get(get_kind(font), ()):
            yield font.where, f"a {get_kind(font)} is embedded as {' and '.join(key[1:] for key in present)}"


@rule("ISO 19005-3 6.2.11.2", "the Subtype of FontFile3 fits the font")
def program_subtype(document):
    for font in document.fonts:
        stream = font.descriptor.get("/FontFile3")
        if isinstance(stream, Stream):
            subtype = str(stream.get("/Subtype", ""))[1:]
            if subtype not in PROGRAM_SUBTYPES.get(get_kind(font), ()):
                yield font.where, f"FontFile3 of a {get_kind(font)} has the Subtype {subtype or 'missing'}"


@rule("ISO 19005-3 6.2.11.2; ISO 32000-1 9.9", "font programs can be read, and have the tables they need")
def program_sound(document):
    for font in document.fonts:
        if font.program_stream is None or "/FontFile" in font.descriptor:
            continue
        data = font.program_stream.read_bytes()
        program = font.program
        if program is None:
            yield font.where, f"its program can't be read; it begins with {data[:4]!r}"
            continue
        if "/FontFile2" in font.descriptor:
            missing = TRUETYPE_TABLES - program.tables
            if missing:
                yield font.where, f"its program has no {', '.join(sorted(missing))}"
            length = font.program_stream.get("/Length1")
            if length != len(data):
                yield font.where, f"Length1 is {length}, the program has {len(data)} bytes"
        elif program.cff is None and font.program_stream.get("/Subtype") != "/OpenType":
            yield font.where, "its program is not CFF"
        if get_kind(font) == "CIDFontType0" and font.program_stream.get("/Subtype") == "/CIDFontType0C" and not program.is_cid_keyed and \
                font.descendant.get("/CIDToGIDMap") is not None:
            yield font.where, "a CIDFontType0 has CIDToGIDMap"


@rule("ISO 32000-1 9.6.4", "the name of a font that is embedded in part begins with six letters and +, other than any other's")
def subset_names(document):
    seen = {}
    for font in document.fonts:
        if font.program_stream is None:
            continue
        name = str(font.program_owner.get("/BaseFont", ""))[1:]
        if not SUBSET.fullmatch(name):
            yield font.where, "has no tag of a subset"
        elif seen.setdefault(name, font.program_stream.objgen) != font.program_stream.objgen:
            yield font.where, "another font has the same name"


# -- composite fonts -----------------------------------------------------------------------------------------------------


@rule("ISO 19005-3 6.2.11.3.1; ISO 14289-1 7.21.3.1", "CIDSystemInfo of a font and of its CMap agree")
def system_info(document):
    for font in document.fonts:
        if not font.is_composite:
            continue
        info = font.descendant.get("/CIDSystemInfo")
        if not isinstance(info, Dictionary) or not isinstance(info.get("/Registry"), String) or not isinstance(info.get("/Ordering"), String) \
                or not isinstance(info.get("/Supplement"), int):
            yield font.where, "has no CIDSystemInfo with Registry, Ordering and Supplement"
            continue
        if font.encoding_name in ("Identity-H", "Identity-V"):
            continue
        encoding = font.obj.get("/Encoding")
        other = encoding.get("/CIDSystemInfo") if isinstance(encoding, Stream) else None
        if not isinstance(other, Dictionary):
            continue
        if bytes(info.Registry) != bytes(other.get("/Registry")) or bytes(info.Ordering) != bytes(other.get("/Ordering")) \
                or info.Supplement > other.get("/Supplement"):
            yield font.where, f"CIDSystemInfo is {info.Registry}-{info.Ordering}-{info.Supplement}, of the CMap it is " \
                              f"{other.get('/Registry')}-{other.get('/Ordering')}-{other.get('/Supplement')}"


@rule("ISO 19005-3 6.2.11.3.2; ISO 14289-1 7.21.3.2", "an embedded CIDFontType2 has CIDToGIDMap: a stream or Identity")
def glyph_map(document):
    for font in document.fonts:
        if not font.is_composite or get_kind(font) != "CIDFontType2" or font.program_stream is None:
            continue
        found = font.descendant.get("/CIDToGIDMap")
        if not isinstance(found, Stream) and found != "/Identity":
            yield font.where, f"CIDToGIDMap is {found}"
        elif font.glyph_map is not None and len(font.glyph_map) % 2:
            yield font.where, f"CIDToGIDMap has {len(font.glyph_map)} bytes"


@rule("ISO 19005-3 6.2.11.3.3; ISO 14289-1 7.21.3.3", "CMaps are predefined or embedded")
def cmap_embedded(document):
    for font in document.fonts:
        encoding = font.obj.get("/Encoding") if font.is_composite else None
        if font.is_composite and not isinstance(encoding, Stream) and font.encoding_name not in PREDEFINED:
            yield font.where, f"its CMap is {font.encoding_name}"


@rule("ISO 19005-3 6.2.11.3.3; ISO 14289-1 7.21.3.3", "WMode of an embedded CMap is the one in its dictionary")
def cmap_mode(document):
    for font in document.fonts:
        encoding = font.obj.get("/Encoding") if font.is_composite else None
        if isinstance(encoding, Stream) and int(encoding.get("/WMode", 0)) != font.cmap.mode:
            yield font.where, f"WMode is {encoding.get('/WMode', 0)}, in the CMap it is {font.cmap.mode}"


@rule("ISO 19005-3 6.2.11.3.3; ISO 14289-1 7.21.3.3", "CMaps use no other CMap but predefined ones")
def cmap_uses(document):
    for font in document.fonts:
        encoding = font.obj.get("/Encoding") if font.is_composite else None
        if not isinstance(encoding, Stream):
            continue
        names = [font.cmap.uses, str(encoding.get("/UseCMap"))[1:] if isinstance(encoding.get("/UseCMap"), Name) else None]
        for name in names:
            if name is not None and name not in PREDEFINED:
                yield font.where, f"its CMap uses {name}"
        if isinstance(encoding.get("/UseCMap"), Stream):
            yield font.where, "its CMap uses an embedded one"


@rule("ISO 32000-1 9.7.5, 9.10.3", "embedded CMaps and ToUnicode can be parsed and map codes of their code space")
def cmap_syntax(document):
    for font in document.fonts:
        maps = [("its CMap", font.cmap)] if font.is_composite else []
        maps += [("ToUnicode", font.to_unicode)] if font.to_unicode is not None else []
        for name, cmap in maps:
            for fault in cmap.faults:
                yield font.where, f"{name}: {fault}"
            outside = [code for code in list(cmap.cids) + list(cmap.texts) if not cmap.contains(code)]
            if outside:
                yield font.where, f"{name}: <{outside[0].hex()}> is not in its code space"


@rule("ISO 19005-3 6.2.11.4.2; ISO 14289-1 7.21.4.2", "a CIDSet, if there is one, has all CIDs of the font program")
def cid_set(document):
    for font in document.fonts:
        stream = font.descriptor.get("/CIDSet")
        if not isinstance(stream, Stream) or font.program is None:
            continue
        bits = stream.read_bytes()
        listed = {8 * index + bit for index, byte in enumerate(bits) for bit in range(8) if byte & 0x80 >> bit}
        if font.program.is_cid_keyed:
            present = set(font.program.cids)
        elif font.glyph_map is not None:
            glyphs = font.glyph_map
            present = {0} | {cid for cid in range(len(glyphs) // 2) if glyphs[2 * cid:2 * cid + 2] != b"\0\0"}
        else:
            present = set(range(font.program.n_glyphs))
        if listed != present:
            yield font.where, f"CIDSet and the program differ in CID {min(listed ^ present)}"


@rule("ISO 19005-3 6.2.11.4.2; ISO 14289-1 7.21.4.2", "a CharSet, if there is one, has the names of all glyphs of the font program")
def char_set(document):
    for font in document.fonts:
        names = font.descriptor.get("/CharSet")
        if font.is_composite or not isinstance(names, String) or font.program is None or font.program.cff is None:
            continue
        listed = {name for name in str(names).split("/") if name}
        present = set(font.program.cff[0].charset)
        if listed - {".notdef"} != present - {".notdef"}:
            yield font.where, f"CharSet and the program differ in {sorted((listed ^ present) - {'.notdef'})[0]}"


# -- simple TrueType fonts -----------------------------------------------------------------------------------------------


def get_simple_truetype(document):
    for font in document.fonts:
        if font.subtype == "TrueType" and font.program is not None and font.program.font is not None:
            tables = font.program.font["cmap"].tables if "cmap" in font.program.tables else []
            yield font, {(table.platformID, table.platEncID) for table in tables}


@rule("ISO 19005-3 6.2.11.6; ISO 14289-1 7.21.6", "programs of nonsymbolic TrueType fonts have a cmap for their encoding")
def truetype_cmap(document):
    for font, tables in get_simple_truetype(document):
        if not is_symbolic(font) and not tables & {(1, 0), (3, 1)}:
            yield font.where, f"its program has no cmap (1, 0) or (3, 1), but {sorted(tables)}"


@rule("ISO 19005-3 6.2.11.6; ISO 14289-1 7.21.6", "nonsymbolic TrueType fonts have MacRomanEncoding or WinAnsiEncoding")
def truetype_encoding(document):
    for font, tables in get_simple_truetype(document):
        if is_symbolic(font):
            continue
        encoding = font.obj.get("/Encoding")
        base = encoding.get("/BaseEncoding") if isinstance(encoding, Dictionary) else encoding
        if base not in ("/MacRomanEncoding", "/WinAnsiEncoding"):
            yield font.where, f"its encoding is {base}"
        differences = encoding.get("/Differences") if isinstance(encoding, Dictionary) else None
        names = [str(each)[1:] for each in differences if isinstance(each, Name)] if isinstance(differences, Array) else []
        if names and ((3, 1) not in tables or any(name not in AGL2UV for name in names)):
            yield font.where, "has Differences with names out of the Adobe Glyph List, or no cmap (3, 1)"


@rule("ISO 19005-3 6.2.11.6; ISO 14289-1 7.21.6", "symbolic TrueType fonts have no Encoding, and a program with one cmap or one for symbols")
def truetype_symbolic(document):
    for font, tables in get_simple_truetype(document):
        if not is_symbolic(font):
            continue
        if "/Encoding" in font.obj:
            yield font.where, "is symbolic and has an Encoding"
        if len(tables) != 1 and (3, 0) not in tables:
            yield font.where, f"is symbolic, and its program has the cmaps {sorted(tables)}"
