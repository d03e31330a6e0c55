"""What breaks the rules of syntax.py and limits.py.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import re

from pikepdf import Array, Dictionary, Name, String

from cases import append_content, breaks, breaks_each, get_font, get_stream
from good_pdf import fix_offsets


def swap(data, old, new):
    if old not in data:
        raise ValueError(f"{old!r} is not in the file")
    return data.replace(old, new, 1)


# -- header and trailer --------------------------------------------------------------------------------------------------


@breaks("header", on_bytes=True)
def version_2(data):
    return swap(data, b"%PDF-1.7", b"%PDF-2.0")


@breaks("header", on_bytes=True)
def not_at_start(data):
    return b"\n" + data


@breaks("header", on_bytes=True)
def more_in_line(data):
    return fix_offsets(swap(data, b"%PDF-1.7\n", b"%PDF-1.7 a\n"))


@breaks("header_comment", on_bytes=True)
def ascii_comment(data):
    return swap(data, b"%\xe2\xe3\xcf\xd3", b"%abcd")


@breaks("header_comment", on_bytes=True)
def short_comment(data):
    return swap(data, b"%\xe2\xe3\xcf\xd3", b"%\xe2\xe3\xcfd")


@breaks("catalog_version")
def catalog_of_version_2(pdf):
    pdf.Root.Version = Name("/2.0")


@breaks("trailer_id", on_bytes=True)
def no_id(data):
    return swap(data, b"/ID [", b"/Id [")


@breaks("trailer_id", on_bytes=True)
def one_id(data):
    return re.sub(rb"/ID \[<\w+> <\w+>\]", b"/ID [<00>]", data)


@breaks("trailer_id", on_bytes=True)
def empty_ids(data):
    return re.sub(rb"/ID \[<\w+> <\w+>\]", b"/ID [() ()]", data)


@breaks("nothing_after_end", on_bytes=True)
def text_after_end(data):
    return data + b"more\n"


@breaks("nothing_after_end", on_bytes=True)
def two_lines_after_end(data):
    return data + b"\n"


@breaks("trailer_entries", on_bytes=True)
def wrong_size(data):
    return re.sub(rb"/Size %d\b" % get_size(data), b"/Size %d" % (get_size(data) + 1), data)


@breaks("trailer_entries", on_bytes=True)
def root_is_no_catalog(data):
    return re.sub(rb"/Type /Catalog", rb"/Type /Catalan", data)


# -- cross-reference -----------------------------------------------------------------------------------------------------


@breaks("xref_spacing", on_bytes=True)
def blank_after_xref(data):
    return swap(data, b"xref\n0 1\n", b"xref \n0 1\n")


@breaks("xref_entries", on_bytes=True)
def wrong_offset(data):
    return swap(data, b"0000000015 00000 n", b"0000000016 00000 n")


@breaks("xref_entries", on_bytes=True)
def short_entry(data):
    return swap(data, b"65535 f \n", b"65535 f\n")


@breaks("xref_entries", on_bytes=True)
def first_entry_not_free(data):
    return swap(data, b"0000000000 65535 f", b"0000000000 00001 f")


@breaks("xref_entries", on_bytes=True)
def wrong_startxref(data):
    return re.sub(rb"startxref\n(\d+)", lambda match: b"startxref\n%d" % (int(match[1]) - 1), data)


@breaks("references_resolve", on_bytes=True)
def reference_to_nothing(data):
    return fix_offsets(swap(data, b"/Marked true", b"/Marked true /Extra 999 0 R"))


@breaks("qpdf_content", on_bytes=True)
def garbage_before_table(data):
    return swap(data, b"endobj\nxref", b"endobj\n1 xref")


# -- objects -------------------------------------------------------------------------------------------------------------


def change_after_numbers(old, new):
    return lambda data: fix_offsets(re.sub(old, new, data, 1))


for name, change in {
        "two_blanks_in_number": change_after_numbers(rb"\n2 0 obj", rb"\n2 0  obj"),
        "no_line_after_obj": change_after_numbers(rb"\n2 0 obj\n", rb"\n2 0 obj "),
        "no_line_before_endobj": change_after_numbers(rb"\nendobj\n2 0", rb" endobj\n2 0"),
        "no_line_after_endobj": change_after_numbers(rb"endobj\n2 0", rb"endobj 2 0"),
}.items():
    change.__name__ = name
    breaks("object_spacing", on_bytes=True)(change)


@breaks("objects_parse", on_bytes=True)
def unclosed_dictionary(data):
    return fix_offsets(swap(data, b"/S /Note /Type /StructElem >>", b"/S /Note /Type /StructElem >"))


@breaks("keys_once", on_bytes=True)
def doubled_key(data):
    return fix_offsets(swap(data, b"/Marked true", b"/Marked true /Marked true"))


@breaks("hex_strings_even", on_bytes=True)
def odd_digits(data):
    return fix_offsets(swap(data, b"/ID [<", b"/ID [<0"))


@breaks("hex_strings_even")
def odd_digits_in_content(pdf):
    append_content(pdf, 0, "/Artifact <</Type /Layout /Note <012>>> BDC EMC")


@breaks("hex_strings_digits", on_bytes=True)
def wrong_digits(data):
    return fix_offsets(swap(data, b"/ID [<", b"/ID [<0g"))


@breaks("stream_length", on_bytes=True)
def short_length(data):
    return fix_offsets(re.sub(rb"/Length (\d+) ", lambda match: b"/Length %d " % (int(match[1]) - 1), data, 1))


@breaks("stream_keywords", on_bytes=True)
def carriage_return_after_stream(data):
    return swap(data, b"stream\n", b"stream\r")


@breaks("stream_keywords", on_bytes=True)
def no_line_before_endstream(data):
    return fix_offsets(swap(data, b"\nendstream", b"endstream"))


breaks_each("streams_internal", {
    "external_file": lambda pdf: get_stream(pdf, Subtype="/Image").__setitem__("/F", String("a.png")),
    "external_filter": lambda pdf: get_stream(pdf, Subtype="/Image").__setitem__("/FFilter", Name.FlateDecode),
    "external_parameters": lambda pdf: get_stream(pdf, Subtype="/Image").__setitem__("/FDecodeParms", Dictionary()),
})
breaks_each("stream_filters", {
    "lzw": lambda pdf: get_stream(pdf, Subtype="/Image").__setitem__("/Filter", Name.LZWDecode),
    "unknown_filter": lambda pdf: get_stream(pdf, Subtype="/Image").__setitem__("/Filter", Array([Name.FlateDecode, Name.BestDecode])),
    "crypt": lambda pdf: get_stream(pdf, Subtype="/Image").__setitem__("/Filter", Name.Crypt),
})


@breaks("streams_decode")
def broken_data(pdf):
    get_stream(pdf, Subtype="/Image").write(b"this is not deflated", filter=Name.FlateDecode)


@breaks("names_utf8", on_bytes=True)
def font_name_in_latin1(data):
    return fix_offsets(data.replace(b"/BaseFont /ABCDEF+LatoRegular", b"/BaseFont /ABCDEF+Lato#e9gular"))


@breaks("names_utf8", on_bytes=True)
def role_in_latin1(data):
    return fix_offsets(data.replace(b"/S /Figure", b"/S /Fig#fcre"))


@breaks("object_streams", on_bytes=True)
def stream_in_object_stream(data):
    return pack_objects(data, b"<< /Type /ObjStm /N 0 /First 0 /Length 0 >>")


@breaks("objects_parse", on_bytes=True)
def wrong_number_in_object_stream(data):
    return pack_objects(data, b"<< /A 1 >>", listed=7)


def get_size(data):
    """Size of the trailer."""
    return int(re.search(rb"/Size (\d+)", data[data.rfind(b"\ntrailer"):])[1])


def pack_objects(data, text, listed=None):
    """The document with one more object, in an object stream, told by an appended cross-reference stream."""
    number = get_size(data)
    start = int(re.search(rb"startxref\n(\d+)", data)[1])
    body = b"%d 0 %s" % (listed or number, text)
    first = body.index(b"<<")
    out = bytearray(data)
    at = len(out)
    out += b"%d 0 obj\n<< /Type /ObjStm /N 1 /First %d /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (number + 1, first, len(body), body)
    xref = len(out)
    rows = b"".join(bytes([kind]) + where.to_bytes(4, "big") + bytes([index]) for kind, where, index in (
        (2, number + 1, 0), (1, at, 0), (1, xref, 0)))
    root = re.search(rb"/Root \d+ 0 R", data)[0]
    identity = re.search(rb"/ID \[[^]]*\]", data)[0]
    out += b"%d 0 obj\n<< /Type /XRef /Index [%d 3] /Size %d /W [1 4 1] /Prev %d %s %s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        number + 2, number, number + 3, start, root, identity, len(rows), rows)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % xref


@breaks("no_encryption", on_bytes=True)
def encrypt_in_trailer(data):
    return swap(data, b"/ID [", b"/Encrypt null /ID [")


@breaks("inline_image_filters")
def inline_image_with_lzw(pdf):
    append_content(pdf, 0, "/Artifact BMC q BI /W 1 /H 1 /CS /G /BPC 8 /F /LZW ID x EI Q EMC")


# -- limits --------------------------------------------------------------------------------------------------------------

breaks_each("integers", {
    "large": lambda pdf: pdf.Root.__setitem__("/Extra", 2147483648),
    "small_in_content": lambda pdf: append_content(pdf, 0, "/Artifact BMC -2147483649 0 m n EMC"),
})
breaks_each("reals", {"beyond_float": lambda pdf: append_content(pdf, 0, f"/Artifact BMC 4{'0' * 38}.5 0 m n EMC")})
breaks_each("small_reals", {"below_float": lambda pdf: append_content(pdf, 0, f"/Artifact BMC 0.{'0' * 38}1 0 m n EMC")})
breaks_each("string_lengths", {"long": lambda pdf: pdf.Root.__setitem__("/Extra", String("x" * 32768))})
breaks_each("name_lengths", {
    "long": lambda pdf: pdf.Root.__setitem__("/Extra", Name("/" + "x" * 128)),
    "long_in_content": lambda pdf: append_content(pdf, 0, f"/Artifact <</Type /Layout /N /{'x' * 128}>> BDC EMC"),
})


@breaks("object_count", on_bytes=True)
def high_number(data):
    return swap(data, b"xref\n0 1\n", b"xref\n8388608 1\n%010d 00000 n \n0 1\n" % data.index(b"1 0 obj"))


@breaks("graphics_state_depth")
def deep_q(pdf):
    append_content(pdf, 0, "q " * 29 + "Q " * 29)


@breaks("colourant_count")
def many_colourants(pdf):
    names = Array([Name(f"/C{n}") for n in range(33)])
    pdf.pages[0].obj.Resources.ColorSpace = Dictionary(Cs1=Array([Name.DeviceN, names, Name.DeviceRGB, Dictionary()]))


@breaks("largest_cid")
def high_cid(pdf):
    get_font(pdf, "F1").Encoding = make_cmap(pdf, "1 begincidrange <0000> <ffff> 1 endcidrange")


def make_cmap(pdf, rows, mode=0, **entries):
    """A CMap of our own with these rows."""
    data = f"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> def
/CMapName /Own def /WMode {mode} def 1 begincodespacerange <0000> <ffff> endcodespacerange
{rows} endcmap end end"""
    return pdf.make_stream(data.encode(), {"/Type": Name.CMap, "/CMapName": Name.Own, "/WMode": 0, "/CIDSystemInfo": Dictionary(
        Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0), **entries})


breaks_each("page_boxes", {
    "small": lambda pdf: pdf.pages[0].obj.__setitem__("/CropBox", Array([0, 0, 2, 700])),
    "large": lambda pdf: pdf.pages[0].obj.__setitem__("/MediaBox", Array([0, 0, 612, 14401])),
    "missing": lambda pdf: pdf.pages[0].obj.__delitem__("/MediaBox"),
})
