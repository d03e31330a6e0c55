"""Fonts: what their dictionaries say, and what their programs hold.

ISO 32000-1 9.6 to 9.10.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import functools
import io
import logging

import fontTools.cffLib
import fontTools.ttLib
import pikepdf
from fontTools.pens.basePen import NullPen
from pikepdf import Array, Dictionary, Name, Stream

from cmap import PREDEFINED, CMap, make_identity, read_cmap

logging.getLogger("fontTools").setLevel(logging.ERROR)


class Font:
    """A font as a page names it."""

    def __init__(self, obj, where):
        self.obj = obj
        self.where = where
        self.subtype = str(obj.get("/Subtype", ""))[1:]
        self.is_composite = self.subtype == "Type0"

    @functools.cached_property
    def descendant(self):
        """The CIDFont of a composite font."""
        descendants = self.obj.get("/DescendantFonts")
        found = descendants[0] if isinstance(descendants, Array) and len(descendants) else None
        return found if isinstance(found, Dictionary) else Dictionary()

    @property
    def program_owner(self):
        """The dictionary that has the widths and the descriptor."""
        return self.descendant if self.is_composite else self.obj

    @functools.cached_property
    def descriptor(self):
        found = self.program_owner.get("/FontDescriptor")
        return found if isinstance(found, Dictionary) else Dictionary()

    @functools.cached_property
    def program_stream(self):
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            if isinstance(self.descriptor.get(key), Stream):
                return self.descriptor[key]
        return None

    @functools.cached_property
    def program(self):
        """The font program: a Program, or None where there is none or it can't be read."""
        if self.program_stream is None:
            return None
        try:
            return Program(self.program_stream.read_bytes())
        except Exception:  # pylint: disable=broad-except  # fontTools raises many kinds; a rule tells of it
            return None

    # -- codes -------------------------------------------------------------------------------------------------------

    @functools.cached_property
    def encoding_name(self):
        """The name of the predefined CMap, or of the embedded one."""
        encoding = self.obj.get("/Encoding")
        if isinstance(encoding, Name):
            return str(encoding)[1:]
        return str(encoding.get("/CMapName", ""))[1:] if isinstance(encoding, (Stream, Dictionary)) else None

    @functools.cached_property
    def cmap(self):
        """The CMap of a composite font from codes to CIDs."""
        encoding = self.obj.get("/Encoding")
        if isinstance(encoding, Stream):
            return read_cmap(encoding.read_bytes())
        return make_identity()

    @functools.cached_property
    def to_unicode(self):
        """The CMap from codes to text, or None."""
        stream = self.obj.get("/ToUnicode")
        if not isinstance(stream, Stream):
            return None
        try:
            return read_cmap(stream.read_bytes())
        except pikepdf.PdfError:
            return None

    def split(self, data):
        if self.is_composite:
            return self.cmap.split(data)
        return (data[i:i + 1] for i in range(len(data)))

    def get_cid(self, code):
        if isinstance(self.obj.get("/Encoding"), Stream):
            return self.cmap.cids.get(code, 0)
        return int.from_bytes(code, "big")

    def get_text(self, codes):
        """The text that a string means by ToUnicode; U+FFFD for a code without."""
        texts = self.to_unicode.texts if self.to_unicode else {}
        return "".join(texts.get(code, "\ufffd") for code in self.split(codes))

    # -- glyphs ------------------------------------------------------------------------------------------------------

    @functools.cached_property
    def glyph_map(self):
        """The data of CIDToGIDMap, None for Identity."""
        found = self.descendant.get("/CIDToGIDMap")
        return found.read_bytes() if isinstance(found, Stream) else None

    def get_glyph(self, code):
        """The index of the glyph of a code in the program; None where none can be told."""
        if not self.is_composite:
            return self._get_simple_glyph(code[0])
        cid = self.get_cid(code)
        if self.descendant.get("/Subtype") == "/CIDFontType2":
            if self.glyph_map is None:
                return cid
            pair = self.glyph_map[2 * cid:2 * cid + 2]
            return int.from_bytes(pair, "big") if len(pair) == 2 else 0
        if self.program is None:
            return None
        return self.program.get_cid_glyph(cid)

    def _get_simple_glyph(self, code):
        if self.program is None or self.program.font is None or self.subtype != "TrueType":
            return None
        return self.program.get_encoded_glyph(code, self.encoding_name)

    @functools.cached_property
    def widths(self):
        """Widths by CID, or by code for a simple font."""
        if not self.is_composite:
            first = self.obj.get("/FirstChar", 0)
            widths = self.obj.get("/Widths")
            return {int(first) + n: float(width) for n, width in enumerate(widths)} if isinstance(widths, Array) else {}
        result = {}
        entries = list(self.descendant.get("/W", []))
        index = 0
        while index < len(entries):
            first = int(entries[index])
            if index + 1 < len(entries) and isinstance(entries[index + 1], Array):
                result.update((first + n, float(width)) for n, width in enumerate(entries[index + 1]))
                index += 2
            else:
                for cid in range(first, int(entries[index + 1]) + 1):
                    result[cid] = float(entries[index + 2])
                index += 3
        return result

    def get_width(self, code):
        """The width that the dictionary gives, in thousandths of the size."""
        if self.is_composite:
            return self.widths.get(self.get_cid(code), float(self.descendant.get("/DW", 1000)))
        missing = float(self.descriptor.get("/MissingWidth", 0))
        return self.widths.get(code[0], missing)


class Program:
    """A TrueType, OpenType or bare CFF font program."""

    def __init__(self, data):
        self.font = None
        self.cff = None
        if data[:4] in (b"\0\1\0\0", b"true", b"OTTO"):
            self.font = fontTools.ttLib.TTFont(io.BytesIO(data), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
            self.tables = set(self.font.keys()) - {"GlyphOrder"}
            if "CFF " in self.tables:
                self.cff = self.font["CFF "].cff
        elif data[:1] == b"\1":
            self.cff = fontTools.cffLib.CFFFontSet()
            self.cff.decompile(io.BytesIO(data), None)
            self.tables = set()
        else:
            raise ValueError(f"a font program that begins with {data[:4]!r}")
        self._top = self.cff[0] if self.cff is not None else None

    @functools.cached_property
    def n_glyphs(self):
        if self._top is not None:
            return len(self._top.CharStrings)
        return self.font["maxp"].numGlyphs

    @property
    def is_cid_keyed(self):
        return self._top is not None and hasattr(self._top, "ROS")

    @functools.cached_property
    def cids(self):
        """The glyphs of a CID-keyed CFF program by their CIDs."""
        return {int(name[3:]) if name.startswith("cid") else 0: index for index, name in enumerate(self._top.charset)}

    def get_cid_glyph(self, cid):
        """The glyph of a CID in a CFF program; None where it has none."""
        if self.is_cid_keyed:
            return self.cids.get(cid)
        return cid if cid < self.n_glyphs else None

    def get_advance(self, glyph):
        """The advance of a glyph in thousandths of the size."""
        if self.font is not None:
            hmtx = self.font["hmtx"]
            return hmtx.metrics[self.font.getGlyphName(glyph)][0] * 1000 / self.font["head"].unitsPerEm
        name = self._top.charset[glyph]
        string = self._top.CharStrings[name]
        string.draw(NullPen())
        matrix = getattr(self._top, "FontMatrix", [0.001])
        return string.width * matrix[0] * 1000

    def draw(self, glyph):
        """Draws a glyph into nothing, to see whether its outline can be read."""
        if self._top is not None:
            self._top.CharStrings[self._top.charset[glyph]].draw(NullPen())
        else:
            name = self.font.getGlyphName(glyph)
            self.font["glyf"][name].draw(NullPen(), self.font["glyf"])

    def get_encoded_glyph(self, code, encoding):
        """The glyph of a code of a simple TrueType font; ISO 32000-1 9.6.6.4."""
        if "cmap" not in self.tables:
            return None
        for table in self.font["cmap"].tables:
            key = (table.platformID, table.platEncID)
            if key == (3, 1) and encoding in ("WinAnsiEncoding", "MacRomanEncoding"):
                codec = "cp1252" if encoding == "WinAnsiEncoding" else "mac-roman"
                char = bytes([code]).decode(codec, "replace")
                name = table.cmap.get(ord(char))
            elif key in ((1, 0), (3, 0)):
                name = table.cmap.get(code) or table.cmap.get(0xF000 + code)
            else:
                continue
            if name is not None:
                return self.font.getGlyphID(name)
        return 0


__all__ = ["CMap", "Font", "PREDEFINED", "Program"]
