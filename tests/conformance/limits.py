"""Rules of implementation limits: ISO 19005-3 6.1.13.

SPDX-License-Identifier: GPL-3.0-or-later
"""
from pikepdf import Array

from rules import rule
from syntax import tell


@rule("ISO 19005-3 6.1.13", "integers fit into 32 bits")
def integers(document):
    yield from tell(document, "large-integer")


@rule("ISO 19005-3 6.1.13", "real numbers are within ±3.403e38")
def reals(document):
    yield from tell(document, "large-real")


@rule("ISO 19005-3 6.1.13", "real numbers other than 0 are not nearer to it than 1.175e-38")
def small_reals(document):
    yield from tell(document, "small-real")


@rule("ISO 19005-3 6.1.13", "strings have at most 32767 bytes")
def string_lengths(document):
    yield from tell(document, "long-string")


@rule("ISO 19005-3 6.1.13", "names have at most 127 bytes")
def name_lengths(document):
    yield from tell(document, "long-name")


@rule("ISO 19005-3 6.1.13", "there are at most 8388607 objects")
def object_count(document):
    highest = max(document.raw.entries, default=0)
    if len(document.raw.entries) > 8388607 or highest > 8388607:
        yield document.name, f"has {len(document.raw.entries)} objects, the highest number is {highest}"


@rule("ISO 19005-3 6.1.13", "q and Q nest at most 28 deep")
def graphics_state_depth(document):
    for scan in document.scans:
        if scan.q_depth > 28:
            yield scan.where, f"q is nested {scan.q_depth} deep"


@rule("ISO 19005-3 6.1.13", "DeviceN has at most 32 colourants")
def colourant_count(document):
    for where, dictionary, _ in document.raw_dictionaries:
        for value in dictionary.values():
            value = document.resolve(value)
            if isinstance(value, list) and len(value) > 1 and value[0] == b"DeviceN":
                names = document.resolve(value[1])
                if isinstance(names, list) and len(names) > 32:
                    yield where, f"a DeviceN colour space has {len(names)} colourants"


@rule("ISO 19005-3 6.1.13", "CIDs are at most 65535")
def largest_cid(document):
    for font in document.fonts:
        largest = max(font.cmap.cids.values(), default=0) if font.is_composite else 0
        if largest > 65535:
            yield font.where, f"its CMap has the CID {largest}"


@rule("ISO 19005-3 6.1.13", "boxes of pages are 3 to 14400 units wide and high")
def page_boxes(document):
    for page in document.pages:
        for key in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
            box = page.find_inherited(key) if key in ("/MediaBox", "/CropBox") else page.obj.get(key)
            if box is None:
                if key == "/MediaBox":
                    yield page.where, "has no MediaBox"
                continue
            if not isinstance(box, Array) or len(box) != 4:
                yield page.where, f"{key[1:]} is no rectangle"
                continue
            left, bottom, right, top = (float(each) for each in box)
            for size in (abs(right - left), abs(top - bottom)):
                if not 3 <= size <= 14400:
                    yield page.where, f"{key[1:]} is {abs(right - left):g} by {abs(top - bottom):g}"
                    break
