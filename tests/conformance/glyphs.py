"""Rules of the characters that pages show: their glyphs, widths and texts.

ISO 19005-3 6.2.11.4 to 6.2.11.8, ISO 14289-1 7.21.4 to 7.21.8.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import unicodedata

from rules import rule

TOLERANCE = 1  # thousandths of the size


def get_uses(document):
    """(font, code, uses) of all codes that are shown."""
    for font, codes in document.uses.items():
        for code, uses in codes.items():
            yield font, code, uses


def name_code(font, code):
    text = font.to_unicode.texts.get(code) if font.to_unicode else None
    return f"code <{code.hex()}>" + (f" “{text}”" if text else "")


def is_private(text):
    return any(unicodedata.category(char) == "Co" for char in text)


def has_actual_text(use):
    """Whether the character is in marked content with replacement text, or in an element with it."""
    return any(mark.properties is not None and "/ActualText" in mark.properties for mark in (use.mark.chain() if use.mark else ()))


def is_in_element_with_text(document, use):
    for mark in use.mark.chain() if use.mark else ():
        if mark.mcid is None:
            continue
        for kid in document.tree.marked_kids:
            place = kid.stream if kid.stream is not None else kid.page.obj if kid.page is not None else None
            if kid.mcid == mark.mcid and place is not None and place.objgen == mark.scan.obj.objgen:
                return any(each.get_string("ActualText") is not None for each in [kid.element, *kid.element.ancestors()])
    return False


@rule("ISO 32000-1 9.7.6.2", "strings are made of codes of the font's code space")
def codes_in_space(document):
    for font, code, uses in get_uses(document):
        if font.is_composite and not font.cmap.contains(code):
            yield uses[0].where, f"{font.where}: <{code.hex()}> is no code"


@rule("ISO 19005-3 6.2.11.4.1; ISO 14289-1 7.21.4.1", "all glyphs that are drawn are in the font program")
def glyphs_present(document):
    for font, code, uses in get_uses(document):
        if font.program is None or not any(use.mode != 3 for use in uses):
            continue
        glyph = font.get_glyph(code)
        if glyph is None and font.is_composite or glyph is not None and glyph >= font.program.n_glyphs:
            yield uses[0].where, f"{font.where}: {name_code(font, code)} has no glyph"


@rule("ISO 32000-1 9.9", "the outlines of all glyphs that are drawn can be read")
def outlines_sound(document):
    for font, code, uses in get_uses(document):
        if font.program is None:
            continue
        glyph = font.get_glyph(code)
        if glyph is None or glyph >= font.program.n_glyphs:
            continue
        try:
            font.program.draw(glyph)
        except Exception as error:  # pylint: disable=broad-except  # fontTools raises many kinds
            yield uses[0].where, f"{font.where}: the outline of {name_code(font, code)} can't be read: {error}"


@rule("ISO 19005-3 6.2.11.5; ISO 14289-1 7.21.5", "widths in the font dictionary and in the program are the same within 1/1000")
def widths_agree(document):
    for font, code, uses in get_uses(document):
        if font.program is None or not any(use.mode != 3 for use in uses):
            continue
        glyph = font.get_glyph(code)
        if glyph is None or glyph >= font.program.n_glyphs:
            continue
        told, actual = font.get_width(code), font.program.get_advance(glyph)
        if abs(told - actual) > TOLERANCE:
            yield uses[0].where, f"{font.where}: {name_code(font, code)} is {told:g} wide, in the program {actual:g}"


@rule("ISO 19005-3 6.2.11.8; ISO 14289-1 7.21.8", "the glyph .notdef is not shown, whatever the rendering mode")
def no_notdef(document):
    for font, code, uses in get_uses(document):
        is_zero = font.is_composite and font.get_cid(code) == 0
        if is_zero or font.program is not None and font.get_glyph(code) == 0:
            yield uses[0].where, f"{font.where}: {name_code(font, code)} shows .notdef"


@rule("ISO 19005-3 6.2.11.7.2; ISO 14289-1 7.21.7", "all characters have a text in ToUnicode, or in the standard encoding of their font")
def characters_mapped(document):
    for font, code, uses in get_uses(document):
        text = font.to_unicode.texts.get(code) if font.to_unicode else None
        is_standard = font.to_unicode is None and font.encoding_name in ("WinAnsiEncoding", "MacRomanEncoding") and not is_symbolic_simple(font)
        if not text and not is_standard:
            yield uses[0].where, f"{font.where}: {name_code(font, code)} has no text"


def is_symbolic_simple(font):
    return font.is_composite or bool(int(font.descriptor.get("/Flags", 0)) & 4)


@rule("ISO 19005-3 6.2.11.7.2; ISO 14289-1 7.21.7", "texts in ToUnicode have no U+0000, U+FEFF and U+FFFE")
def texts_valid(document):
    for font, code, uses in get_uses(document):
        text = font.to_unicode.texts.get(code, "") if font.to_unicode else ""
        for char in text:
            if char in "\0\ufeff\ufffe":
                yield uses[0].where, f"{font.where}: code <{code.hex()}> has the text U+{ord(char):04X}"


@rule("ISO 19005-3 6.2.11.7.3", "characters of the Private Use Area have an ActualText around them")
def private_use(document):
    for font, code, uses in get_uses(document):
        text = font.to_unicode.texts.get(code, "") if font.to_unicode else ""
        if not is_private(text):
            continue
        for use in uses:
            if not has_actual_text(use) and not is_in_element_with_text(document, use):
                yield use.where, f"{font.where}: {name_code(font, code)} is U+{ord(text[0]):04X}, without ActualText"
                break
