"""Rules of colour: output intents, ICC profiles, and which colour spaces may be used.

ISO 19005-3 6.2.3 and 6.2.4; ISO 15076-1.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import struct

from pikepdf import Array, Dictionary, Name, Stream

from rules import rule

COMPONENTS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4, b"Lab ": 3}
INTENTS = {"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"}
# Tags that a display profile of three matrix and curve components must have: ISO 15076-1 8.4.3.
MATRIX_TAGS = {b"desc", b"cprt", b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"}


class Profile:
    """The header and the tags of an ICC profile."""

    def __init__(self, data):
        self.data = data
        self.is_complete = len(data) >= 132
        self.version = (data[8], data[9] >> 4) if self.is_complete else (0, 0)
        self.device_class, self.space = (data[12:16], data[16:20]) if self.is_complete else (b"", b"")
        self.connection = data[20:24]
        self.tags = {}
        if self.is_complete:
            count = struct.unpack(">I", data[128:132])[0]
            for index in range(min(count, 100)):
                entry = data[132 + 12 * index:144 + 12 * index]
                if len(entry) == 12:
                    self.tags[entry[:4]] = struct.unpack(">II", entry[4:])


def get_pdfa_intents(document):
    return [intent for intent in document.output_intents if intent.get("/S") == "/GTS_PDFA1"]


def get_output_profile(document):
    for intent in get_pdfa_intents(document):
        if isinstance(intent.get("/DestOutputProfile"), Stream):
            return Profile(intent.DestOutputProfile.read_bytes())
    return None


@rule("ISO 19005-3 6.2.3", "there is one PDF/A output intent, with an identifier and a profile")
def output_intent(document):
    intents = get_pdfa_intents(document)
    if len(intents) != 1:
        yield "catalog", f"OutputIntents has {len(intents)} of GTS_PDFA1, not one"
    for intent in intents:
        if not isinstance(intent.get("/DestOutputProfile"), Stream):
            yield "output intent", "has no DestOutputProfile"
        if not str(intent.get("/OutputConditionIdentifier", "")):
            yield "output intent", "has no OutputConditionIdentifier"


@rule("ISO 19005-3 6.2.3", "all output intents have the same profile, and none refers to one outside")
def output_intents_agree(document):
    profiles = {intent.DestOutputProfile.objgen for intent in document.output_intents if isinstance(intent.get("/DestOutputProfile"), Stream)}
    if len(profiles) > 1:
        yield "catalog", "OutputIntents has different profiles"
    for intent in document.output_intents:
        if "/DestOutputProfileRef" in intent:
            yield "output intent", "has DestOutputProfileRef"


@rule("ISO 19005-3 6.2.3", "the profile of the output intent is one of a printer or monitor, for gray, RGB or CMYK, before version 5")
def output_profile(document):
    profile = get_output_profile(document)
    if profile is None:
        return
    if profile.device_class not in (b"prtr", b"mntr"):
        yield "output profile", f"its class is {profile.device_class!r}"
    if profile.space not in (b"GRAY", b"RGB ", b"CMYK"):
        yield "output profile", f"its colour space is {profile.space!r}"
    if not 2 <= profile.version[0] <= 4:
        yield "output profile", f"its version is {profile.version[0]}.{profile.version[1]}"


def get_profile_streams(document):
    """(where, stream) of all ICC profiles."""
    found = {}
    for intent in document.output_intents:
        if isinstance(intent.get("/DestOutputProfile"), Stream):
            found[intent.DestOutputProfile.objgen] = ("output profile", intent.DestOutputProfile)
    for where, space, _ in document.colours.values():
        if isinstance(space, Array) and space[0] == "/ICCBased" and isinstance(space[1], Stream):
            found.setdefault(space[1].objgen, (f"profile of {where}", space[1]))
    return found.values()


@rule("ISO 32000-1 8.6.5.5", "N of a profile stream is the number of its components")
def profile_components(document):
    for where, stream in get_profile_streams(document):
        expected = COMPONENTS.get(Profile(stream.read_bytes()).space)
        if stream.get("/N") != expected:
            yield where, f"N is {stream.get('/N')}, but the profile has {expected} components"


@rule("ISO 15076-1 7.2, 7.3, 8.4", "ICC profiles are whole: size, signature, tags within it, and the tags they must have")
def profile_sound(document):
    for where, stream in get_profile_streams(document):
        data = stream.read_bytes()
        profile = Profile(data)
        if not profile.is_complete or data[36:40] != b"acsp":
            yield where, "is no ICC profile"
            continue
        size = struct.unpack(">I", data[:4])[0]
        if size != len(data):
            yield where, f"its header says {size} bytes, there are {len(data)}"
        for tag, (offset, length) in profile.tags.items():
            if offset % 4 or offset + length > len(data) or length < 8:
                yield where, f"the tag {tag.decode('latin-1')} is at {offset} with {length} bytes"
        if profile.connection not in (b"XYZ ", b"Lab "):
            yield where, f"its connection space is {profile.connection!r}"
        if profile.device_class == b"mntr" and profile.space == b"RGB " and b"A2B0" not in profile.tags:
            for tag in sorted(MATRIX_TAGS - set(profile.tags)):
                yield where, f"has no tag {tag.decode()}"


@rule("ISO 19005-3 6.2.4.2", "profiles of ICCBased colour spaces are of a class and space that they may be, before version 5")
def icc_based(document):
    for where, space, _ in document.colours.values():
        if isinstance(space, Array) and space[0] == "/ICCBased" and isinstance(space[1], Stream):
            profile = Profile(space[1].read_bytes())
            if profile.device_class not in (b"prtr", b"mntr", b"scnr", b"spac") or profile.space not in COMPONENTS or not 2 <= profile.version[0] <= 4:
                yield where, f"an ICCBased profile has class {profile.device_class!r}, space {profile.space!r}, version {profile.version[0]}"


@rule("ISO 19005-3 6.2.4.2", "OPM is not 1 where ICCBased CMYK overprints")
def overprint_mode(document):
    for scan in document.scans:
        for what in scan.faults.get("overprint", []):
            yield scan.where, what


def get_bases(space, depth=0):
    """The device and CIE-based spaces that a colour space comes down to."""
    if isinstance(space, (str, Name)):
        yield str(space).lstrip("/")
    elif isinstance(space, Array) and depth < 8 and len(space):
        kind = str(space[0])
        if kind in ("/Indexed", "/Pattern") and len(space) > 1:
            yield from get_bases(space[1], depth + 1)
        elif kind in ("/Separation", "/DeviceN") and len(space) > 2:
            yield from get_bases(space[2], depth + 1)
        else:
            yield kind[1:]


@rule("ISO 19005-3 6.2.4.3", "device colours are those of the output intent, or there is a default colour space")
def device_colours(document):
    profile = get_output_profile(document)
    for where, space, resources in document.colours.values():
        spaces = resources.get("/ColorSpace") if resources is not None else None
        for base in get_bases(space):
            default = "/Default" + base[len("Device"):]
            if not base.startswith("Device") or base == "DeviceN" or isinstance(spaces, Dictionary) and default in spaces:
                continue
            if profile is None:
                yield where, f"uses {base}, but there is no output intent"
            elif base != "DeviceGray" and {"DeviceRGB": b"RGB ", "DeviceCMYK": b"CMYK"}.get(base) != profile.space:
                yield where, f"uses {base}, but the output intent is {profile.space.decode('latin-1').strip()}"


@rule("ISO 19005-3 6.2.4.4", "spot colours of DeviceN are in its Colorants")
def device_n_colorants(document):
    for where, space, _ in document.colours.values():
        if isinstance(space, Array) and space[0] == "/DeviceN":
            attributes = space[4] if len(space) > 4 else Dictionary()
            colorants = attributes.get("/Colorants", Dictionary())
            for name in space[1]:
                if str(name) not in ("/None", "/Cyan", "/Magenta", "/Yellow", "/Black") and str(name) not in colorants:
                    yield where, f"the colourant {name} is not in Colorants"


@rule("ISO 19005-3 6.2.4.4", "Separation colour spaces of one name are the same")
def separations_agree(document):
    seen = {}
    for where, space, _ in document.colours.values():
        if isinstance(space, Array) and space[0] == "/Separation":
            function = space[3]
            same = (space[2].unparse(resolved=True), function.read_bytes() if isinstance(function, Stream) else function.unparse(resolved=True))
            if seen.setdefault(str(space[1]), same) != same:
                yield where, f"there are different colour spaces Separation {space[1]}"


@rule("ISO 19005-3 6.2.6", "rendering intents are the four of ISO 32000-1")
def rendering_intents(document):
    for scan in document.scans:
        for intent in scan.faults.get("intents", []):
            if intent not in INTENTS:
                yield scan.where, f"ri {intent}"
    for where, dictionary, stream in document.raw_dictionaries:
        key = b"Intent" if stream is not None and dictionary.get(b"Subtype") == b"Image" else b"RI"
        value = document.resolve(dictionary.get(key))
        if value is not None and "/" + value.decode("latin-1") not in INTENTS:
            yield where, f"{key.decode()} is {value.decode('latin-1')}"
