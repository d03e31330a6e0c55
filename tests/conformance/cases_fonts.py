"""What breaks the rules of fonts.py and glyphs.py.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import io

import fontTools.ttLib
from pikepdf import Array, Dictionary, Name, String

from cases import append_content, breaks, breaks_each, get_font
from cases_syntax import make_cmap
from good_pdf import SANS, SERIF, FontMaker, subset_font


def get_descendant(pdf, name="F1"):
    return get_font(pdf, name).DescendantFonts[0]


def get_descriptor(pdf, name="F1"):
    return get_descendant(pdf, name).FontDescriptor


def get_code(letter, path=SANS):
    """The code of a letter in the good document."""
    _, letters, font = subset_font(path)
    if path == SERIF:
        return font.getGlyphID(letters[ord(letter)])
    return sorted(chr(code) for code in letters).index(letter) + 1


# -- dictionaries --------------------------------------------------------------------------------------------------------

breaks_each("font_types", {
    "type": lambda pdf: get_font(pdf, "F1").__delitem__("/Type"),
    "subtype": lambda pdf: get_font(pdf, "F1").__setitem__("/Subtype", Name.Type9),
    "two_descendants": lambda pdf: get_font(pdf, "F1").DescendantFonts.append(get_descendant(pdf, "F2")),
    "descendant": lambda pdf: get_descendant(pdf).__setitem__("/Subtype", Name.TrueType),
})
breaks_each("font_names", {
    "missing": lambda pdf: get_font(pdf, "F1").__delitem__("/BaseFont"),
    "descendant": lambda pdf: get_descendant(pdf).__setitem__("/BaseFont", Name("/ABCDEF+Other")),
    "descriptor": lambda pdf: get_descriptor(pdf).__setitem__("/FontName", Name("/ABCDEF+Other")),
})
breaks_each("descriptor_complete", {
    "missing": lambda pdf: get_descendant(pdf).__delitem__("/FontDescriptor"),
    "no_flags": lambda pdf: get_descriptor(pdf).__delitem__("/Flags"),
    "no_box": lambda pdf: get_descriptor(pdf).__delitem__("/FontBBox"),
    "both_flags": lambda pdf: get_descriptor(pdf).__setitem__("/Flags", 36),
})
breaks_each("font_embedded", {
    "missing": lambda pdf: get_descriptor(pdf).__delitem__("/FontFile2"),
    "wrong_key": lambda pdf: (get_descriptor(pdf, "F2").__setitem__("/FontFile2", get_descriptor(pdf, "F2").FontFile3),
                              get_descriptor(pdf, "F2").__delitem__("/FontFile3")),
    "two": lambda pdf: get_descriptor(pdf).__setitem__("/FontFile3", get_descriptor(pdf, "F2").FontFile3),
})
breaks_each("program_subtype", {
    "type1c": lambda pdf: get_descriptor(pdf, "F2").FontFile3.__setitem__("/Subtype", Name.Type1C),
    "missing": lambda pdf: get_descriptor(pdf, "F2").FontFile3.__delitem__("/Subtype"),
})


def write_program(name, change):
    def apply(pdf):
        stream = get_descriptor(pdf, name).FontFile2 if name == "F1" else get_descriptor(pdf, name).FontFile3
        stream.write(change(stream.read_bytes()))
    return apply


def drop_table(tag):
    def change(data):
        font = fontTools.ttLib.TTFont(io.BytesIO(data))
        del font[tag]
        file = io.BytesIO()
        font.save(file)
        return file.getvalue()
    return change


breaks_each("program_sound", {
    "garbage": write_program("F1", lambda data: b"garbage" + data),
    "cut": write_program("F1", lambda data: data[:200]),
    "no_hmtx": write_program("F1", drop_table("hmtx")),
    "length": lambda pdf: get_descriptor(pdf).FontFile2.__setitem__("/Length1", 5),
    "cff_garbage": write_program("F2", lambda data: b"%!PS" + data),
})
breaks_each("subset_names", {
    "no_tag": lambda pdf: (get_descendant(pdf).__setitem__("/BaseFont", Name("/LatoRegular"))),
    "same": lambda pdf: get_descendant(pdf, "F2").__setitem__("/BaseFont", get_descendant(pdf).BaseFont),
})

# -- composite fonts -----------------------------------------------------------------------------------------------------


def use_cmap(pdf, rows="1 begincidrange <0000> <ffff> 0 endcidrange", **entries):
    cmap = make_cmap(pdf, rows, **{"/" + key: value for key, value in entries.items()})
    get_font(pdf, "F1").Encoding = cmap
    return cmap


breaks_each("system_info", {
    "missing": lambda pdf: get_descendant(pdf).__delitem__("/CIDSystemInfo"),
    "no_supplement": lambda pdf: get_descendant(pdf).CIDSystemInfo.__delitem__("/Supplement"),
    "ordering": lambda pdf: use_cmap(pdf).CIDSystemInfo.__setitem__("/Ordering", String("Other")),
    "registry": lambda pdf: use_cmap(pdf).CIDSystemInfo.__setitem__("/Registry", String("Other")),
    "supplement": lambda pdf: (use_cmap(pdf), get_descendant(pdf).CIDSystemInfo.__setitem__("/Supplement", 3)),
})
breaks_each("glyph_map", {
    "missing": lambda pdf: get_descendant(pdf).__delitem__("/CIDToGIDMap"),
    "name": lambda pdf: get_descendant(pdf).__setitem__("/CIDToGIDMap", Name.Other),
    "odd": lambda pdf: get_descendant(pdf).CIDToGIDMap.write(b"\0\0\1"),
})
breaks_each("cmap_embedded", {"unknown": lambda pdf: get_font(pdf, "F1").__setitem__("/Encoding", Name("/Own-H"))})
breaks_each("cmap_mode", {"vertical": lambda pdf: use_cmap(pdf).__setitem__("/WMode", 1)})
breaks_each("cmap_uses", {
    "in_dictionary": lambda pdf: use_cmap(pdf).__setitem__("/UseCMap", Name("/Own-V")),
    "in_program": lambda pdf: use_cmap(pdf, "/Own-V usecmap"),
    "embedded": lambda pdf: use_cmap(pdf).__setitem__("/UseCMap", make_cmap(pdf, "")),
})


def change_unicode(change, name="F1"):
    def apply(pdf):
        stream = get_font(pdf, name).ToUnicode
        data = stream.read_bytes().decode()
        changed = change(data)
        if changed == data:
            raise ValueError("ToUnicode is as before")
        stream.write(changed.encode())
    return apply


def set_text(letter, text):
    code = f"<{get_code(letter):04x}>"
    return change_unicode(lambda data: data.replace(f"{code} <{letter.encode('utf-16-be').hex()}>", f"{code} <{text}>"))


breaks_each("cmap_syntax", {
    "outside_space": change_unicode(lambda data: data.replace("<0000> <ffff>", "<0000> <0003>")),
    "odd": change_unicode(lambda data: data.replace("<0041>", "<041>")),
    "cut": change_unicode(lambda data: data.replace("<0041>", "<0041")),
    "surrogate": set_text("A", "d800"),
    "wrong_count": change_unicode(lambda data: data.replace(" beginbfchar", "1 beginbfchar", 1)),
    "range_over_byte": change_unicode(lambda data: data.replace("\nendcmap", "\n1 beginbfrange <30fe> <3101> <0041> endbfrange\nendcmap")),
    "range_over_text": change_unicode(lambda data: data.replace("\nendcmap", "\n1 beginbfrange <3000> <3003> <00fe> endbfrange\nendcmap")),
    "too_many": change_unicode(lambda data: data.replace("\nendcmap", "\n101 beginbfchar " + "".join(
        f"<{n + 0x3000:04x}> <0041> " for n in range(101)) + "endbfchar\nendcmap")),
})
breaks_each("cid_set", {
    "short": lambda pdf: get_descriptor(pdf).__setitem__("/CIDSet", pdf.make_stream(b"\xff")),
    "of_cff": lambda pdf: get_descriptor(pdf, "F2").__setitem__("/CIDSet", pdf.make_stream(b"\xff" * 40)),
})

# -- characters ----------------------------------------------------------------------------------------------------------

breaks_each("codes_in_space", {"odd_byte": lambda pdf: append_content(pdf, 0, "/Artifact BMC BT /F1 9 Tf <0001 02> Tj ET EMC")})
breaks_each("glyphs_present", {
    "beyond_map": lambda pdf: (get_descendant(pdf).CIDToGIDMap.write(b"\0\0" + b"\xff\xff" * 200)),
    "cff": lambda pdf: append_content(pdf, 0, "/Artifact BMC BT /F2 9 Tf <7000> Tj ET EMC"),
})


@breaks("outlines_sound")
def broken_outline(pdf):
    stream = get_descriptor(pdf).FontFile2
    font = fontTools.ttLib.TTFont(io.BytesIO(stream.read_bytes()), lazy=True)
    entry = font.reader.tables["glyf"]
    data = bytearray(stream.read_bytes())
    for start in range(entry.offset, entry.offset + entry.length, 1):
        data[start] = 0x7F
    stream.write(bytes(data))


breaks_each("widths_agree", {
    "one": lambda pdf: get_descendant(pdf).W.__setitem__(2 * get_code("A") - 1, Array([999])),
    "default": lambda pdf: get_descendant(pdf).__delitem__("/W"),
    "cff": lambda pdf: get_descendant(pdf, "F2").__setitem__("/W", Array([0, 200, 500])),
    "program": lambda pdf: get_descriptor(pdf).FontFile2.write(widen(get_descriptor(pdf).FontFile2.read_bytes())),
})


def widen(data):
    font = fontTools.ttLib.TTFont(io.BytesIO(data))
    font["hmtx"].metrics = {name: (advance + 50, bearing) for name, (advance, bearing) in font["hmtx"].metrics.items()}
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def show_code(code, font="F1", mode=0):
    return lambda pdf: append_content(pdf, 0, f"/Artifact BMC BT {mode} Tr /{font} 9 Tf <{code:04x}> Tj ET EMC")


breaks_each("no_notdef", {
    "cid_0": show_code(0),
    "invisible": show_code(0, mode=3),
    "cff": show_code(0, "F2"),
    "by_map": lambda pdf: get_descendant(pdf).CIDToGIDMap.write(bytes(400)),
    "beyond_map": lambda pdf: get_descendant(pdf).CIDToGIDMap.write(bytes(2)),
})
breaks_each("characters_mapped", {
    "no_map": lambda pdf: get_font(pdf, "F1").__delitem__("/ToUnicode"),
    "one_missing": set_text("A", ""),
    "not_listed": change_unicode(lambda data: data.replace(f"<{get_code('A'):04x}>", "<7000>")),
})
breaks_each("texts_valid", {
    "zero": set_text("A", "0000"),
    "byte_order_mark": set_text("A", "feff"),
    "noncharacter": set_text("A", "fffe"),
    "among_others": set_text("A", "0041feff"),
})
breaks_each("private_use", {
    "plain": set_text("A", "e000"),
    "of_plane_15": set_text("A", "db80dc00"),
})

# -- simple fonts --------------------------------------------------------------------------------------------------------


def add_simple_font(pdf, flags=32, **entries):
    """A simple TrueType font whose code A is shown in an artifact."""
    data, letters, font = subset_font(SANS)
    scale = 1000 / font["head"].unitsPerEm
    width = font["hmtx"].metrics[letters[ord("A")]][0] * scale
    maker = FontMaker(pdf, SANS, "QRSTUV+Simple", False)
    descriptor = maker.obj.DescendantFonts[0].FontDescriptor
    descriptor.Flags = flags
    simple = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/QRSTUV+Simple"), FirstChar=65, LastChar=65, Widths=[width],
                        FontDescriptor=descriptor, **entries)
    pdf.pages[0].obj.Resources.Font.F3 = pdf.make_indirect(simple)
    append_content(pdf, 0, "/Artifact BMC BT /F3 9 Tf (A) Tj ET EMC")
    return pdf.pages[0].obj.Resources.Font.F3


WIN = {"Encoding": Name.WinAnsiEncoding}
breaks_each("simple_widths", {
    "no_first": lambda pdf: add_simple_font(pdf, **WIN).__delitem__("/FirstChar"),
    "too_few": lambda pdf: add_simple_font(pdf, **WIN).__setitem__("/LastChar", 66),
    "none": lambda pdf: add_simple_font(pdf, **WIN).__delitem__("/Widths"),
})
breaks_each("truetype_encoding", {
    "missing": add_simple_font,
    "other": lambda pdf: add_simple_font(pdf, Encoding=Name.StandardEncoding),
    "differences": lambda pdf: add_simple_font(pdf, Encoding=Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=[65, Name.nothing99])),
})
breaks_each("truetype_symbolic", {"encoding": lambda pdf: add_simple_font(pdf, flags=4, **WIN)})


def keep_cmaps(pdf, keys, flags, **entries):
    """A simple font whose program has only these cmaps."""
    stream = add_simple_font(pdf, flags, **entries).FontDescriptor.FontFile2
    font = fontTools.ttLib.TTFont(io.BytesIO(stream.read_bytes()))
    model = font["cmap"].tables[0]
    tables = []
    for platform, encoding in keys:
        table = fontTools.ttLib.tables._c_m_a_p.CmapSubtable.newSubtable(4)
        table.platformID, table.platEncID, table.language, table.cmap = platform, encoding, 0, dict(model.cmap)
        tables.append(table)
    font["cmap"].tables = tables
    file = io.BytesIO()
    font.save(file)
    stream.write(file.getvalue())
    stream.Length1 = len(file.getvalue())


breaks_each("truetype_cmap", {"none_for_text": lambda pdf: keep_cmaps(pdf, [(0, 3)], 32, **WIN)})
breaks_each("truetype_symbolic", {"two_cmaps": lambda pdf: keep_cmaps(pdf, [(0, 3), (3, 1)], 4)})


@breaks("widths_agree")
def simple_font_too_wide(pdf):
    add_simple_font(pdf, **WIN).Widths = Array([1])


@breaks("char_set")
def char_set_too_small(pdf):
    maker = FontMaker(pdf, SERIF, "QRSTUV+Simple", True)
    descriptor = maker.obj.DescendantFonts[0].FontDescriptor
    descriptor.CharSet = String("/A/B")
    pdf.pages[0].obj.Resources.Font.F3 = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/QRSTUV+Simple"), FontDescriptor=descriptor,
                                                    FirstChar=65, LastChar=65, Widths=[722], **WIN)
    append_content(pdf, 0, "/Artifact BMC BT /F3 9 Tf (A) Tj ET EMC")


