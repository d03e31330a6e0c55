"""Rules of graphics states, images, form XObjects and transparency: ISO 19005-3 6.2.5, 6.2.8 to 6.2.10.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pikepdf
from pikepdf import Array, Dictionary, Stream

from colour import get_output_profile
from document import name_object
from rules import rule

BLEND_MODES = {"Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn", "HardLight",
               "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity"}
PRIMARIES = {b"Cyan", b"Magenta", b"Yellow", b"Black", b"Red", b"Green", b"Blue", b"Gray"}


def get_graphics_states(document):
    """(where, raw dictionary) of all entries of ExtGState resources."""
    for where, dictionary, _ in document.raw_dictionaries:
        states = document.resolve(dictionary.get(b"ExtGState"))
        for name, state in states.items() if isinstance(states, dict) else ():
            state = document.resolve(state)
            if isinstance(state, dict):
                yield f"ExtGState {name.decode('latin-1')} of {where}", state


def get_images(document):
    return [stream for stream in document.streams if stream.get("/Subtype") == "/Image"]


def get_forms(document):
    return [stream for stream in document.streams if stream.get("/Subtype") == "/Form"]


# -- graphics states -----------------------------------------------------------------------------------------------------


@rule("ISO 19005-3 6.2.5", "graphics states have no TR, and TR2 is Default")
def no_transfer_function(document):
    for where, state in get_graphics_states(document):
        if b"TR" in state:
            yield where, "has TR"
        if b"TR2" in state and document.resolve(state[b"TR2"]) != b"Default":
            yield where, "has a TR2 that is not Default"


@rule("ISO 19005-3 6.2.5", "graphics states have no HTP")
def no_halftone_phase(document):
    for where, state in get_graphics_states(document):
        if b"HTP" in state:
            yield where, "has HTP"


@rule("ISO 19005-3 6.2.5", "halftones are of type 1 or 5, have no name, and transfer functions only where they must")
def halftones(document):
    for where, state in get_graphics_states(document):
        found = document.resolve(state.get(b"HT"))
        if isinstance(found, dict):
            yield from check_halftone(document, where, found, None)


def check_halftone(document, where, halftone, colourant):
    kind = document.resolve(halftone.get(b"HalftoneType"))
    if kind not in (1, 5):
        yield where, f"a halftone has the type {kind}"
    if b"HalftoneName" in halftone:
        yield where, "a halftone has HalftoneName"
    if colourant in PRIMARIES and b"TransferFunction" in halftone:
        yield where, f"the halftone of {colourant.decode()} has a TransferFunction"
    for name, value in halftone.items() if kind == 5 else ():
        value = document.resolve(value)
        if isinstance(value, dict):
            yield from check_halftone(document, where, value, name)


@rule("ISO 19005-3 6.2.10", "blend modes are those of ISO 32000-1")
def blend_modes(document):
    for where, state in get_graphics_states(document):
        value = document.resolve(state.get(b"BM"))
        for mode in value if isinstance(value, list) else [value] if value is not None else []:
            if mode.decode("latin-1") not in BLEND_MODES:
                yield where, f"BM is {mode.decode('latin-1')}"


@rule("ISO 19005-3 6.2.10", "without an output intent, a page with transparency has a colour space for blending")
def blending_space(document):
    if get_output_profile(document) is not None:
        return
    for page in document.pages:
        group = page.obj.get("/Group")
        has_space = isinstance(group, Dictionary) and "/CS" in group
        if any(scan.is_transparent for scan in document.scans if scan.page is page) and not has_space:
            yield page.where, "has transparency, but no Group with CS"


# -- images and forms ----------------------------------------------------------------------------------------------------


@rule("ISO 19005-3 6.2.8", "images have neither Alternates nor OPI")
def no_alternate_images(document):
    for image in get_images(document):
        for key in ("/Alternates", "/OPI"):
            if key in image:
                yield name_object(image), f"the image has {key[1:]}"


@rule("ISO 19005-3 6.2.8", "images are not interpolated")
def no_interpolation(document):
    for image in get_images(document):
        if image.get("/Interpolate") is True:
            yield name_object(image), "Interpolate is true"
    for scan in document.scans:
        for values in scan.faults.get("inline-images", []):
            if values.get("/I", values.get("/Interpolate")) is True:
                yield scan.where, "an inline image is interpolated"


@rule("ISO 19005-3 6.2.8", "images have 1, 2, 4, 8 or 16 bits a component, masks 1")
def image_bits(document):
    for image in get_images(document):
        bits = image.get("/BitsPerComponent")
        allowed = (1,) if image.get("/ImageMask") is True else (1, 2, 4, 8, 16)
        if bits is not None and bits not in allowed:
            yield name_object(image), f"BitsPerComponent is {bits}"


@rule("ISO 32000-1 8.9.5", "images have their size and enough data for it")
def image_data(document):
    for image in get_images(document):
        width, height = image.get("/Width"), image.get("/Height")
        if not isinstance(width, int) or not isinstance(height, int) or width < 1 or height < 1:
            yield name_object(image), f"the image is {width} by {height}"
            continue
        filters = str(image.get("/Filter", ""))
        if any(name in filters for name in ("DCT", "JPX", "JBIG2", "CCITT")):
            continue
        components = count_components(image)
        if components is None:
            yield name_object(image), "the image has no colour space that it may have"
            continue
        bits = 1 if image.get("/ImageMask") is True else int(image.get("/BitsPerComponent", 0))
        expected = (width * components * bits + 7) // 8 * height
        try:
            actual = len(image.read_bytes())
        except pikepdf.PdfError:
            continue  # another rule tells
        if actual < expected:
            yield name_object(image), f"the image needs {expected} bytes and has {actual}"


def count_components(image):
    if image.get("/ImageMask") is True:
        return 1
    space = image.get("/ColorSpace")
    if isinstance(space, Array):
        kind = str(space[0])
        if kind == "/ICCBased":
            return int(space[1].get("/N", 0))
        return {"/Indexed": 1, "/Separation": 1, "/CalGray": 1, "/CalRGB": 3, "/Lab": 3}.get(
            kind, len(space[1]) if kind == "/DeviceN" else None)
    return {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}.get(str(space))


@rule("ISO 32000-1 11.6.5.3", "soft masks of images are gray images")
def soft_masks(document):
    for image in get_images(document):
        mask = image.get("/SMask")
        if isinstance(mask, Stream) and (mask.get("/ColorSpace") != "/DeviceGray" or mask.get("/Subtype") != "/Image" or "/SMask" in mask):
            yield name_object(image), "its SMask is no image in DeviceGray without a mask of its own"


@rule("ISO 19005-3 6.2.8.3", "JPEG 2000 images have 1, 3 or 4 colour channels of one depth, and a colour space that may be")
def jpeg2000(document):
    for image in get_images(document):
        if "JPXDecode" not in str(image.get("/Filter", "")):
            continue
        boxes = read_boxes(image.read_raw_bytes())
        header = boxes.get(b"ihdr", [b""])[0]
        if len(header) < 14:
            yield name_object(image), "the JPEG 2000 image has no header"
            continue
        channels, depth = int.from_bytes(header[8:10], "big"), header[10]
        if channels not in (1, 3, 4):
            yield name_object(image), f"the JPEG 2000 image has {channels} channels"
        if depth == 255 or not 1 <= (depth & 127) + 1 <= 38 or b"bpcc" in boxes:
            yield name_object(image), "the channels of the JPEG 2000 image have different depths"
        specs = boxes.get(b"colr", [])
        if not specs or specs[0][0] not in (1, 2, 3) or len(specs) > 1 and sum(spec[2] == 1 for spec in specs) != 1:
            yield name_object(image), "the JPEG 2000 image has no one colour specification"
        if any(spec[0] == 1 and int.from_bytes(spec[3:7], "big") == 19 for spec in specs):
            yield name_object(image), "the JPEG 2000 image is in CIEJab"


def read_boxes(data, found=None):
    """The boxes of a JPEG 2000 file, those in jp2h too."""
    found = {} if found is None else found
    index = 0
    while index + 8 <= len(data):
        size, kind = int.from_bytes(data[index:index + 4], "big"), data[index + 4:index + 8]
        end = len(data) if size == 0 else index + max(size, 8)
        body = data[index + 8:end]
        found.setdefault(kind, []).append(body)
        if kind == b"jp2h":
            read_boxes(body, found)
        index = end
    return found


@rule("ISO 19005-3 6.2.9", "form XObjects have neither OPI, PS nor Subtype2 PS")
def forms_plain(document):
    for form in get_forms(document):
        if "/OPI" in form or "/PS" in form or form.get("/Subtype2") == "/PS":
            yield name_object(form), "the form XObject has OPI, PS or Subtype2 PS"


@rule("ISO 19005-3 6.2.9; ISO 14289-1 7.20", "there are no reference XObjects")
def no_reference_xobjects(document):
    for form in get_forms(document):
        if "/Ref" in form:
            yield name_object(form), "the form XObject has Ref"


@rule("ISO 19005-3 6.2.9", "there are no PostScript XObjects")
def no_postscript(document):
    for stream in document.streams:
        if stream.get("/Subtype") == "/PS":
            yield name_object(stream), "is a PostScript XObject"


@rule("ISO 32000-1 8.10.2", "form XObjects have a BBox")
def form_boxes(document):
    for form in get_forms(document):
        box = form.get("/BBox")
        if not isinstance(box, Array) or len(box) != 4:
            yield name_object(form), "the form XObject has no BBox"
