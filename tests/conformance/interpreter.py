"""Runs content streams as far as the rules need it: graphics state, marked content, text, colours.

ISO 32000-1 8, 9, 11 and 14.6. The content of a page, of the form XObjects it draws, of tiling patterns, of glyphs of
Type 3 fonts and of appearances of annotations each give a Scan.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import collections
import decimal
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

# Operators of ISO 32000-1 Annex A with the number of their operands; None: any.
OPERATORS = {
    "b": 0, "B": 0, "b*": 0, "B*": 0, "BDC": 2, "BMC": 1, "BT": 0, "BX": 0, "c": 6, "cm": 6, "CS": 1, "cs": 1,
    "d": 2, "d0": 2, "d1": 6, "Do": 1, "DP": 2, "EMC": 0, "ET": 0, "EX": 0, "f": 0, "F": 0, "f*": 0, "G": 1, "g": 1,
    "gs": 1, "h": 0, "i": 1, "j": 1, "J": 1, "K": 4, "k": 4, "l": 2, "m": 2, "M": 1, "MP": 1, "n": 0, "q": 0, "Q": 0,
    "re": 4, "RG": 3, "rg": 3, "ri": 1, "s": 0, "S": 0, "SC": None, "sc": None, "SCN": None, "scn": None, "sh": 1,
    "T*": 0, "Tc": 1, "Td": 2, "TD": 2, "Tf": 2, "Tj": 1, "TJ": 1, "TL": 1, "Tm": 6, "Tr": 1, "Ts": 1, "Tw": 1, "Tz": 1,
    "v": 4, "w": 1, "W": 0, "W*": 0, "y": 4, "'": 1, '"': 3, "INLINE IMAGE": 1,
}
NAMED = {"BMC", "BDC", "DP", "MP", "CS", "cs", "Do", "gs", "ri", "sh", "Tf"}  # their first operand is a name
UNNUMBERED = NAMED | {"Tj", "TJ", "'", '"', "d", "INLINE IMAGE"}
FILLS = {"f", "F", "f*", "B", "B*", "b", "b*"}
STROKES = {"S", "s", "B", "B*", "b", "b*"}
TEXT = {"Tj", "TJ", "'", '"'}
DEVICE = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK", "G": "DeviceGray", "RG": "DeviceRGB", "K": "DeviceCMYK"}
INLINE_SPACE = {"/G": "DeviceGray", "/RGB": "DeviceRGB", "/CMYK": "DeviceCMYK", "/I": "Indexed"}


def is_number(value):
    return isinstance(value, (int, float, decimal.Decimal)) and not isinstance(value, bool)


class Mark:
    """A marked-content sequence."""
    __slots__ = ("tag", "properties", "mcid", "parent", "scan", "text_depth", "has_content")

    def __init__(self, tag, properties, parent, scan, in_text):
        self.tag = tag
        self.properties = properties
        self.parent = parent
        self.scan = scan
        self.text_depth = in_text
        self.has_content = False
        mcid = properties.get("/MCID") if properties is not None else None
        self.mcid = int(mcid) if isinstance(mcid, int) and not isinstance(mcid, bool) else None

    @property
    def is_artifact(self):
        return self.tag == "Artifact"

    def chain(self):
        """This one and those around it, innermost first."""
        mark = self
        while mark is not None:
            yield mark
            mark = mark.parent


class Item(NamedTuple):
    """Something that is painted."""
    kind: str  # text, path, shading, image, inline-image
    mark: Mark  # the innermost around it, or None
    font: object = None  # of text
    codes: bytes = b""
    mode: int = 0  # text rendering mode

    def read(self):
        """The text in the order of reading: ISO 32000-1 14.8.2.3.3 lets right-to-left text be marked as reversed."""
        if any(mark.tag == "ReversedChars" for mark in self.mark.chain()) if self.mark is not None else False:
            return "".join(self.font.get_text(code) for code in reversed(list(self.font.split(self.codes))))
        return self.font.get_text(self.codes)


class Use(NamedTuple):
    """How a character code is used."""
    where: str
    mode: int
    mark: Mark


class Scan:
    """What one content stream does, where it is drawn once."""

    def __init__(self, where, obj, page, data):
        self.where = where
        self.obj = obj  # the page, or the stream
        self.page = page
        self.data = data  # decoded; None if it can't be read
        self.items = []
        self.marks = []
        self.faults = collections.defaultdict(list)  # kind: [what]
        self.xobjects = []  # (name, object, mark)
        self.is_transparent = False
        self.q_depth = 0  # the deepest

    def note(self, kind, what):
        if what not in self.faults[kind]:
            self.faults[kind].append(what)


class State:
    """The part of the graphics state that matters here."""
    __slots__ = ("font", "mode", "fill", "stroke", "overprint")

    def __init__(self):
        self.font = None
        self.mode = 0
        self.fill = "DeviceGray"
        self.stroke = "DeviceGray"
        self.overprint = (False, False, 0)  # stroke, fill, mode

    def copy(self):
        other = State()
        for slot in self.__slots__:
            setattr(other, slot, getattr(self, slot))
        return other


class Interpreter:
    def __init__(self, document):
        self.document = document
        self.scans = []
        self.colours = {}  # key: (where, space, resources)
        self.uses = collections.defaultdict(dict)  # font: {code: {key: Use}}
        self._open = []  # object numbers of the streams that are being run
        self._done = set()

    def run(self):
        for page in self.document.pages:
            resources = page.obj.get("/Resources")
            is_explicit = isinstance(resources, Dictionary)
            if not is_explicit:
                resources = page.find_inherited("/Resources")
            self.run_stream(page.where, page.obj, page, resources, is_explicit, None, State())
            for annotation in page.annotations:
                self._run_appearance(page, annotation)

    def _run_appearance(self, page, annotation):
        appearance = annotation.get("/AP")
        normal = appearance.get("/N") if isinstance(appearance, Dictionary) else None
        streams = [normal] if isinstance(normal, Stream) else list(normal.values()) if isinstance(normal, Dictionary) else []
        for stream in streams:
            if isinstance(stream, Stream):
                self._run_form(f"appearance of an annotation of {page.where}", stream, page, None, None, State())

    def _run_form(self, where, stream, page, parent_resources, mark, state):
        resources = stream.get("/Resources")
        is_explicit = isinstance(resources, Dictionary)
        self.run_stream(where, stream, page, resources if is_explicit else parent_resources, is_explicit, mark, state)

    def run_stream(self, where, obj, page, resources, is_explicit, mark, state):
        """Runs one stream and what it draws."""
        key = (obj.objgen, id(mark)) if obj.is_indirect else None
        if key in self._done or key is not None and obj.objgen in self._open:
            return
        self._done.add(key)
        self._open.append(obj.objgen if obj.is_indirect else None)
        scan = Scan(where, obj, page, self._read(obj))
        self.scans.append(scan)
        if scan.data is None:
            scan.note("unreadable", "is no stream, or can't be decoded")
        try:
            instructions = pikepdf.parse_content_stream(obj)
        except (pikepdf.PdfError, TypeError, ValueError, RuntimeError) as error:
            scan.note("unreadable", f"can't be parsed: {error}")
            instructions = []
        Run(self, scan, resources if isinstance(resources, Dictionary) else Dictionary(), is_explicit, mark, state).execute(instructions)
        self._open.pop()

    @staticmethod
    def _read(obj):
        try:
            if isinstance(obj, Stream):
                return obj.read_bytes()
            contents = obj.get("/Contents")
            parts = list(contents) if isinstance(contents, Array) else [contents] if contents is not None else []
            return b"\n".join(part.read_bytes() for part in parts)
        except (pikepdf.PdfError, RuntimeError):
            return None

    def note_colour(self, where, space, resources):
        """Notes that something is painted in a colour space."""
        if isinstance(space, str):
            key = (space, self._has_default(space, resources))
        else:
            key = space.objgen if space.is_indirect else space.unparse()
        self.colours.setdefault(key, (where, space, resources))

    @staticmethod
    def _has_default(space, resources):
        spaces = resources.get("/ColorSpace") if resources is not None else None
        return isinstance(spaces, Dictionary) and "/Default" + space[len("Device"):] in spaces


class Run:
    """The execution of one stream."""

    def __init__(self, interpreter, scan, resources, is_explicit, mark, state):
        self.interpreter = interpreter
        self.scan = scan
        self.resources = resources
        self.is_explicit = is_explicit
        self.state = state.copy()
        self.saved = []
        self.mark = mark
        self.outer_mark = mark
        self.in_text = False
        self.marks_before_text = []

    def execute(self, instructions):
        scan = self.scan
        for operands, operator in instructions:
            name = str(operator)
            count = OPERATORS.get(name, -1)
            if count == -1:
                scan.note("undefined-operator", name)
                continue
            if count is not None and len(operands) != count:
                scan.note("operands", f"{name} has {len(operands)} operands, not {count}")
                continue
            if name in NAMED and not isinstance(operands[0], Name) or name not in UNNUMBERED and count and not all(is_number(each) for each in operands):
                scan.note("operands", f"{name} has operands of the wrong kind")
                continue
            try:
                self._execute_one(name, operands)
            except (TypeError, AttributeError, ValueError, KeyError) as error:
                scan.note("operands", f"{name}: {error}")
        if self.saved:
            scan.note("unbalanced-q", f"{len(self.saved)} q are not followed by Q")
        if self.mark is not self.outer_mark:
            scan.note("unbalanced-mark", f"the sequence {self.mark.tag} does not end")
        if self.in_text:
            scan.note("text-object", "BT without ET")

    def _execute_one(self, name, operands):
        if name in ("BDC", "BMC", "EMC", "DP", "MP"):
            self._execute_mark(name, operands)
        elif name in TEXT:
            self._show_text(name, operands)
        elif name in FILLS or name in STROKES:
            self._paint_path(name)
        elif name in DEVICE:
            self._set_colour(name.islower(), DEVICE[name])
        elif name in ("cs", "CS"):
            self._set_colour(name == "cs", self._find_space(operands[0]))
        elif name in ("scn", "SCN"):
            self._set_pattern(operands)
        elif name in ("q", "Q", "BT", "ET"):
            self._nest(name)
        elif name == "gs":
            self._set_graphics_state(operands[0])
        elif name == "Tf":
            font = self._find_resource("/Font", operands[0])
            self.state.font = self.interpreter.document.get_font(font) if isinstance(font, Dictionary) else None
            if self.state.font is not None:
                self._run_type3(font)
        elif name == "Tr":
            self.state.mode = int(operands[0])
        elif name == "Do":
            self._draw_xobject(operands[0])
        elif name == "sh":
            shading = self._find_resource("/Shading", operands[0])
            if isinstance(shading, (Dictionary, Stream)):
                self._use_colour(self._resolve_space(shading.get("/ColorSpace")))
            self._add_item("shading")
        elif name == "ri":
            self.scan.faults["intents"].append(str(operands[0]))
        elif name == "INLINE IMAGE":
            self._draw_inline_image(operands[0])

    # -- resources ---------------------------------------------------------------------------------------------------

    def _find_resource(self, category, name):
        found = self.resources.get(category)
        if not isinstance(found, Dictionary) or str(name) not in found:
            self.scan.note("missing-resource", f"{category[1:]} {name}")
            return None
        if not self.is_explicit:
            self.scan.note("inherited-resource", f"{category[1:]} {name}")
        return found[str(name)]

    def _find_space(self, name):
        if str(name) in ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern"):
            return str(name)[1:]
        return self._resolve_space(self._find_resource("/ColorSpace", name))

    @staticmethod
    def _resolve_space(space):
        if isinstance(space, Array) and len(space) == 1:
            space = space[0]
        return str(space)[1:] if isinstance(space, Name) else space

    # -- painting ----------------------------------------------------------------------------------------------------

    def _add_item(self, kind, **more):
        self.scan.items.append(Item(kind, self.mark, **more))
        if self.mark is not None:
            for mark in self.mark.chain():
                mark.has_content = True

    def _use_colour(self, space):
        if space is not None and space != "Pattern":
            self.interpreter.note_colour(self.scan.where, space, self.resources)
            self._check_overprint(space)

    def _check_overprint(self, space):
        stroke, fill, mode = self.state.overprint
        if mode == 1 and (stroke or fill) and isinstance(space, Array) and space[0] == "/ICCBased" and space[1].get("/N") == 4:
            self.scan.note("overprint", "OPM is 1 while an ICCBased CMYK colour overprints")

    def _set_colour(self, is_fill, space):
        setattr(self.state, "fill" if is_fill else "stroke", space)

    def _set_pattern(self, operands):
        if not operands or not isinstance(operands[-1], Name):
            return
        pattern = self._find_resource("/Pattern", operands[-1])
        if isinstance(pattern, Stream):
            self.interpreter._run_form(f"pattern {operands[-1]} of {self.scan.where}", pattern, self.scan.page,
                                       self.resources, self.mark, State())
        elif isinstance(pattern, Dictionary) and isinstance(pattern.get("/Shading"), (Dictionary, Stream)):
            self._use_colour(self._resolve_space(pattern.Shading.get("/ColorSpace")))

    def _paint_path(self, name):
        if name in FILLS:
            self._use_colour(self.state.fill)
        if name in STROKES:
            self._use_colour(self.state.stroke)
        self._add_item("path")

    def _show_text(self, name, operands):
        if not self.in_text:
            self.scan.note("text-object", f"{name} outside of BT and ET")
        if self.state.font is None:
            self.scan.note("missing-resource", "a font for text")
            return
        strings = [each for each in operands[0] if isinstance(each, pikepdf.String)] if name == "TJ" else [operands[-1]]
        codes = b"".join(bytes(each) for each in strings)
        if self.state.mode in (0, 2, 4, 6):
            self._use_colour(self.state.fill)
        if self.state.mode in (1, 2, 5, 6):
            self._use_colour(self.state.stroke)
        uses = self.interpreter.uses[self.state.font]
        key = (self.state.mode, id(self.mark))
        for code in self.state.font.split(codes):
            known = uses.setdefault(code, {})
            if key not in known:
                known[key] = Use(self.scan.where, self.state.mode, self.mark)
        self._add_item("text", font=self.state.font, codes=codes, mode=self.state.mode)

    def _draw_xobject(self, name):
        xobject = self._find_resource("/XObject", name)
        if not isinstance(xobject, Stream):
            return
        self.scan.xobjects.append((str(name), xobject, self.mark))
        subtype = str(xobject.get("/Subtype"))
        if subtype == "/Image":
            if xobject.get("/ImageMask") is True or str(xobject.get("/ImageMask")) == "True":
                self._use_colour(self.state.fill)
            elif "/ColorSpace" in xobject:
                self._use_colour(self._resolve_space(xobject.ColorSpace))
            if "/SMask" in xobject:
                self.scan.is_transparent = True
            self._add_item("image")
        elif subtype == "/Form":
            group = xobject.get("/Group")
            if isinstance(group, Dictionary) and group.get("/S") == "/Transparency":
                self.scan.is_transparent = True
            self.interpreter._run_form(f"form XObject {name} of {self.scan.where}", xobject, self.scan.page, self.resources,
                                       self.mark, self.state)

    def _draw_inline_image(self, image):
        # Its obj writes abbreviations out, but some of them wrongly.
        entries = list(image._image_object)  # pylint: disable=protected-access
        values = {str(key): value for key, value in zip(entries[::2], entries[1::2])}
        self.scan.faults["inline-images"].append(values)
        space = values.get("/CS", values.get("/ColorSpace"))
        if isinstance(space, Name):
            name = INLINE_SPACE.get(str(space), str(space)[1:])
            self._use_colour(name if name.startswith("Device") else self._find_space(space))
        self._add_item("inline-image")

    def _run_type3(self, font):
        if font.get("/Subtype") != "/Type3" or not isinstance(font.get("/CharProcs"), Dictionary):
            return
        resources = font.get("/Resources")
        for glyph, stream in font.CharProcs.items():
            if isinstance(stream, Stream):
                is_explicit = isinstance(resources, Dictionary)
                self.interpreter.run_stream(f"glyph {glyph} of a Type 3 font", stream, self.scan.page,
                                            resources if is_explicit else self.resources, is_explicit, self.mark, self.state)

    # -- state and nesting -------------------------------------------------------------------------------------------

    def _nest(self, name):
        scan = self.scan
        if name == "q":
            self.saved.append(self.state.copy())
            scan.q_depth = max(scan.q_depth, len(self.saved))
        elif name == "Q":
            if self.saved:
                self.state = self.saved.pop()
            else:
                scan.note("unbalanced-q", "Q without q")
        elif name == "BT":
            if self.in_text:
                scan.note("text-object", "BT inside of a text object")
            self.in_text = True
            self.marks_before_text.append(self.mark)
        else:
            if not self.in_text:
                scan.note("text-object", "ET without BT")
            self.in_text = False
            if self.marks_before_text and self.marks_before_text.pop() is not self.mark:
                scan.note("mark-crosses-text", "a text object ends within a marked-content sequence that it did not begin in")

    def _set_graphics_state(self, name):
        found = self._find_resource("/ExtGState", name)
        if not isinstance(found, Dictionary):
            return
        stroke, fill, mode = self.state.overprint
        if "/OP" in found:
            stroke = fill = bool(found.OP)
        if "/op" in found:
            fill = bool(found.op)
        if "/OPM" in found:
            mode = int(found.OPM)
        self.state.overprint = (stroke, fill, mode)
        blend = found.get("/BM")
        mask = found.get("/SMask")
        if (blend is not None and str(blend) not in ("/Normal", "/Compatible") or isinstance(mask, Dictionary)
                or any(key in found and float(found[key]) < 1 for key in ("/CA", "/ca"))):
            self.scan.is_transparent = True
        if isinstance(mask, Dictionary) and isinstance(mask.get("/G"), Stream):
            self.interpreter._run_form(f"soft mask of {self.scan.where}", mask.G, self.scan.page, self.resources, self.mark, State())
        font = found.get("/Font")
        if isinstance(font, Array) and font:
            self.state.font = self.interpreter.document.get_font(font[0])

    def _execute_mark(self, name, operands):
        scan = self.scan
        if name == "EMC":
            if self.mark is self.outer_mark:
                scan.note("unbalanced-mark", "EMC without BDC or BMC")
                return
            if self.mark.text_depth != self.in_text:
                scan.note("mark-crosses-text", f"the sequence {self.mark.tag} begins and ends on different sides of BT or ET")
            self.mark = self.mark.parent
            return
        properties = None
        if name in ("BDC", "DP"):
            properties = operands[1]
            if isinstance(properties, Name):
                properties = self._find_resource("/Properties", properties)
            if not isinstance(properties, Dictionary):
                properties = Dictionary()
        if name in ("BDC", "BMC"):
            self.mark = Mark(str(operands[0])[1:], properties, self.mark, scan, self.in_text)
            scan.marks.append(self.mark)
