"""The bytes of a PDF: what stands where, before anybody repairs or decodes it.

A library that reads PDFs forgives faults of syntax. So this reads the file itself, as ISO 32000-1 7.2 to 7.5 define
it: the header, the chain of cross-reference sections, and each object at its place. What it finds wrong it
notes in `faults`, by kind; the rules of syntax.py and limits.py tell of them.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import collections
import re
import zlib
from typing import NamedTuple

SPACE = b"\0\t\n\f\r "
EOL = rb"(?:\r\n|\n|\r)"
LEXEME = re.compile(rb"""
    (?P<space>[\0\t\n\f\r ]+|%[^\r\n]*)
  | (?P<name>/[^\0\t\n\f\r ()<>\[\]{}/%]*)
  | (?P<bracket><<|>>|[\[\]{}])
  | (?P<hex><[^>]*>)
  | (?P<literal>\()
  | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?=[\0\t\n\f\r ()<>\[\]{}/%]|\Z))
  | (?P<word>[^\0\t\n\f\r ()<>\[\]{}/%]+)
  | (?P<stray>[>)])
""", re.VERBOSE)
ESCAPE = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
LARGEST = 3.403e38
SMALLEST = 1.175e-38


class Name(bytes):
    """A name without its slash, escapes resolved."""


class Word(bytes):
    """A keyword or operator."""


class Reference(NamedTuple):
    number: int
    generation: int


class RawObject(NamedTuple):
    where: str
    value: object
    stream: bytes  # as it is in the file, or None


class Section(NamedTuple):
    """One cross-reference section: a table or a stream."""
    offset: int
    is_table: bool
    trailer: dict


class ParseError(Exception):
    pass


def find_end_of_string(data, start):
    """The index behind a literal string that opens at start."""
    depth = 0
    index = start
    while index < len(data):
        char = data[index]
        if char == 0x5C:
            index += 1
        elif char == 0x28:
            depth += 1
        elif char == 0x29:
            depth -= 1
            if depth == 0:
                return index + 1
        index += 1
    raise ParseError(f"the string at byte {start} does not end")


def decode_literal(text):
    def replace(match):
        escape = match[1]
        if escape[:1].isdigit():
            return bytes([int(escape, 8) & 255])
        if escape in (b"\r\n", b"\n", b"\r"):
            return b""
        return ESCAPE.get(escape, escape)
    return re.sub(rb"\\([0-7]{1,3}|\r\n|[\s\S])", replace, text[1:-1])


def decode_name(text):
    return Name(re.sub(rb"#([0-9A-Fa-f]{2})", lambda match: bytes([int(match[1], 16)]), text[1:]))


class Lexer:
    """Reads tokens and objects, and notes what is wrong with them."""

    def __init__(self):
        self.faults = collections.defaultdict(list)  # kind: [(where, what)]

    def lexemes(self, data, start, where):
        """Yields (value, start, end); notes what breaks the limits or the syntax of strings, names and numbers."""
        index = start
        while index < len(data):
            match = LEXEME.match(data, index)
            if match is None:
                raise ParseError(f"byte {index} begins no token")
            kind, text, index = match.lastgroup, match[0], match.end()
            if kind == "space":
                continue
            if kind == "literal":
                index = find_end_of_string(data, match.start())
                value = decode_literal(data[match.start():index])
                self._note_string(value, where)
            elif kind == "hex":
                value = self._decode_hex(text, where)
            elif kind == "name":
                value = decode_name(text)
                if len(value) > 127:
                    self.faults["long-name"].append((where, f"a name of {len(value)} bytes begins with {value[:20]!r}"))
            elif kind == "number":
                value = self._decode_number(text, where)
            elif kind == "stray":
                raise ParseError(f"a stray {text.decode()} at byte {match.start()}")
            else:
                value = Word(text)
            yield value, match.start(), index

    def _note_string(self, value, where):
        if len(value) > 32767:
            self.faults["long-string"].append((where, f"a string of {len(value)} bytes begins with {value[:20]!r}"))

    def _decode_hex(self, text, where):
        digits = bytes(char for char in text[1:-1] if char not in SPACE)
        if len(digits) % 2:
            self.faults["hex-odd"].append((where, f"{text[:40].decode('latin-1')} has {len(digits)} digits"))
            digits += b"0"
        if not re.fullmatch(rb"[0-9A-Fa-f]*", digits):
            self.faults["hex-digits"].append((where, f"{text[:40].decode('latin-1')} has other characters than hexadecimal digits"))
            return b""
        value = bytes.fromhex(digits.decode())
        self._note_string(value, where)
        return value

    def _decode_number(self, text, where):
        if b"." in text:
            value = float(text)
            if abs(value) > LARGEST:
                self.faults["large-real"].append((where, f"{text[:40].decode()} is beyond ±3.403e38"))
            elif value != 0 and abs(value) < SMALLEST or value == 0 and re.search(rb"[1-9]", text):
                self.faults["small-real"].append((where, f"{text[:60].decode()} is nearer to 0 than 1.175e-38"))
            return value
        value = int(text)
        if not -2147483648 <= value <= 2147483647:
            self.faults["large-integer"].append((where, f"{value} does not fit into 32 bits"))
        return value

    def note_content(self, data, where):
        """Notes what is wrong with the strings, names and numbers of a content stream."""
        index = 0
        try:
            while index < len(data):
                for value, _, end in self.lexemes(data, index, where):
                    index = end
                    if isinstance(value, Word) and value == b"ID":
                        match = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|\Z)").search(data, end)
                        if match is None:
                            raise ParseError("an inline image does not end")
                        index = match.end()
                        break
                else:
                    break
        except ParseError as error:
            self.faults["content"].append((where, str(error)))

    def parse(self, data, start, where):
        """Parses one object. Returns it and the index behind it."""
        tokens = self.lexemes(data, start, where)
        stack = [[]]
        opened = []
        for value, _, end in tokens:
            if isinstance(value, Word):
                if value in (b"<<", b"["):
                    opened.append(value)
                    stack.append([])
                    continue
                if value in (b">>", b"]"):
                    if not opened or (opened.pop() == b"[") != (value == b"]"):
                        raise ParseError(f"{where}: {value.decode()} at byte {end} closes nothing")
                    items = stack.pop()
                    value = items if value == b"]" else self._make_dictionary(items, where)
                elif value == b"R":
                    if len(stack[-1]) < 2:
                        raise ParseError(f"{where}: R without numbers")
                    generation = stack[-1].pop()
                    value = Reference(stack[-1].pop(), generation)
                elif value in (b"true", b"false", b"null"):
                    value = {b"true": True, b"false": False, b"null": None}[value]
                else:
                    raise ParseError(f"{where}: the keyword {value[:20]!r} is no object")
            stack[-1].append(value)
            if not opened and not self._may_be_reference(data, end, value):
                break
        if not stack[0] or opened:
            raise ParseError(f"{where}: the object does not end")
        return stack[0][-1] if isinstance(stack[0][-1], Reference) else stack[0][0], end

    @staticmethod
    def _may_be_reference(data, end, value):
        return type(value) is int and re.compile(rb"[\0\t\n\f\r ]+(?:\d+[\0\t\n\f\r ]+)?R(?![^\0\t\n\f\r ()<>\[\]{}/%])").match(data, end)

    def _make_dictionary(self, items, where):
        if len(items) % 2 or not all(isinstance(key, Name) for key in items[::2]):
            raise ParseError(f"{where}: a dictionary is not made of names and values")
        dictionary = dict(zip(items[::2], items[1::2]))
        if len(dictionary) * 2 != len(items):
            doubled = [key for key, n in collections.Counter(items[::2]).items() if n > 1]
            self.faults["doubled-key"].append((where, f"a dictionary has {doubled[0].decode('latin-1')} twice"))
        return dictionary


class RawFile(Lexer):
    """A PDF file as bytes."""

    def __init__(self, data):
        super().__init__()
        self.data = data
        self.sections = []  # newest first
        self.entries = {}  # object number: ("offset", offset, generation) or ("inside", stream number, index)
        self.objects = {}  # object number: RawObject
        try:
            self._read_sections()
        except (ParseError, ValueError, KeyError, IndexError, TypeError, zlib.error) as error:
            self.faults["xref"].append(("cross-reference", f"can't be read: {error}"))
        self._read_objects()

    @property
    def trailer(self):
        return self.sections[0].trailer if self.sections else {}

    # -- objects -----------------------------------------------------------------------------------------------------

    def resolve(self, value):
        while isinstance(value, Reference):
            value = self.objects[value.number].value if value.number in self.objects else None
        return value

    def _read_length(self, value):
        """The value of Length, which may be an object that is not read yet."""
        if isinstance(value, Reference):
            entry = self.entries.get(value.number)
            if entry is None or entry[0] != "offset":
                return None
            match = re.compile(rb"\d+ \d+ obj\s*(\d+)").match(self.data, entry[1])
            return int(match[1]) if match else None
        return value if isinstance(value, int) else None

    def _read_object_at(self, number, offset, generation):
        data = self.data
        where = f"object {number}"
        match = re.compile(rb"(\d+)([\0\t\n\f\r ]+)(\d+)([\0\t\n\f\r ]+)obj").match(data, offset)
        if match is None or int(match[1]) != number or int(match[3]) != generation:
            self.faults["xref"].append((where, f"the cross-reference says that it is at byte {offset}; there is {data[offset:offset + 20]!r}"))
            return None
        if len(match[2]) != 1 or len(match[4]) != 1:
            self.faults["object-spacing"].append((where, "its number, generation and obj are not parted by single white space"))
        if offset > 0 and data[offset - 1:offset] not in (b"\n", b"\r"):
            self.faults["object-spacing"].append((where, "its number does not begin a line"))
        if not re.compile(EOL).match(data, match.end()):
            self.faults["object-spacing"].append((where, "no end of line follows obj"))
        value, end = self.parse(data, match.end(), where)
        stream = None
        keyword = re.compile(rb"[\0\t\n\f\r ]*stream(\r\n|\n)?").match(data, end)
        if keyword:
            stream, end = self._read_stream(keyword, value, where)
        closing = re.compile(rb"([\0\t\n\f\r ]*)endobj(\r\n|\n|\r)?").match(data, end)
        if closing is None:
            self.faults["object-spacing"].append((where, "endobj is missing"))
        else:
            if not closing[1].endswith((b"\n", b"\r")):
                self.faults["object-spacing"].append((where, "endobj does not begin a line"))
            if closing[2] is None:
                self.faults["object-spacing"].append((where, "no end of line follows endobj"))
        return RawObject(where, value, stream)

    def _read_stream(self, keyword, value, where):
        data, start = self.data, keyword.end()
        if keyword[1] is None:
            self.faults["stream-keyword"].append((where, "neither a line feed nor carriage return and line feed follow stream"))
        length = self._read_length(value.get(b"Length") if isinstance(value, dict) else None)
        ending = re.compile(EOL + rb"endstream").match(data, start + length) if length is not None else None
        if ending:
            return data[start:start + length], ending.end()
        found = data.find(b"endstream", start)
        if found < 0:
            raise ParseError(f"{where}: endstream is missing")
        if not data[:found].endswith((b"\n", b"\r")):
            self.faults["endstream"].append((where, "endstream does not begin a line"))
            actual = found - start
        else:
            actual = found - start - (2 if data[:found].endswith(b"\r\n") else 1)
        if length != actual:
            self.faults["stream-length"].append((where, f"Length is {length}, but there are {actual} bytes"))
        return data[start:start + actual], found + len(b"endstream")

    def _read_objects(self):
        inside = collections.defaultdict(dict)
        for number, entry in sorted(self.entries.items()):
            if entry[0] == "inside":
                inside[entry[1]][number] = entry[2]
                continue
            try:
                read = self._read_object_at(number, entry[1], entry[2])
                if read:
                    self.objects[number] = read
            except (ParseError, ValueError) as error:
                self.faults["object"].append((f"object {number}", str(error)))
        for container, numbers in inside.items():
            try:
                self._read_object_stream(container, numbers)
            except (ParseError, ValueError, KeyError, TypeError, zlib.error) as error:
                self.faults["object-stream"].append((f"object {container}", f"can't be read: {error}"))

    def _read_object_stream(self, container, numbers):
        where = f"object {container}"
        if container not in self.objects or self.objects[container].stream is None:
            self.faults["object-stream"].append((where, f"is no stream, but objects like {min(numbers)} should be in it"))
            return
        holder = self.objects[container]
        if holder.value.get(b"Type") != b"ObjStm":
            self.faults["object-stream"].append((where, "its Type is not ObjStm"))
        data = self.decode(holder)
        first, count = holder.value[b"First"], holder.value[b"N"]
        pairs = [int(word) for word in data[:first].split()]
        if len(pairs) != 2 * count:
            self.faults["object-stream"].append((where, f"N is {count}, but {len(pairs) // 2} objects are listed"))
        listed = dict(zip(pairs[::2], pairs[1::2]))
        for number, index in numbers.items():
            if index >= len(pairs) // 2 or pairs[2 * index] != number:
                self.faults["object-stream"].append((where, f"object {number} is not its object {index}, as the cross-reference says"))
            elif number in self.objects:
                continue
            else:
                place = f"object {number} in {where}"
                value, _ = self.parse(data, first + listed[number], place)
                self.objects[number] = RawObject(place, value, None)

    def decode(self, raw_object):
        """The data of a stream that is plain or deflated, with or without a PNG predictor."""
        filters = self.resolve(raw_object.value.get(b"Filter"))
        filters = filters if isinstance(filters, list) else [filters] if filters else []
        parameters = self.resolve(raw_object.value.get(b"DecodeParms"))
        parameters = parameters if isinstance(parameters, list) else [parameters]
        data = raw_object.stream
        for index, name in enumerate(filters):
            if name != b"FlateDecode":
                raise ParseError(f"{raw_object.where}: the filter {name!r} is not expected here")
            data = zlib.decompress(data)
            parameter = parameters[index] if index < len(parameters) else None
            if parameter and parameter.get(b"Predictor", 1) >= 10:
                data = undo_predictor(data, parameter.get(b"Columns", 1))
        return data

    # -- cross-reference ---------------------------------------------------------------------------------------------

    def _read_sections(self):
        data = self.data
        found = data.rfind(b"startxref")
        match = re.compile(rb"startxref[\r\n]+(\d+)[\r\n]+%%EOF").match(data, found) if found >= 0 else None
        if match is None:
            raise ParseError("there is no startxref with a number and %%EOF behind it")
        offset, seen = int(match[1]), set()
        while offset is not None and offset not in seen:
            seen.add(offset)
            if data.startswith(b"xref", offset):
                trailer = self._read_table(offset)
            else:
                trailer = self._read_xref_stream(offset)
            offset = trailer.get(b"Prev")

    def _add_entry(self, number, entry):
        self.entries.setdefault(number, entry)

    def _read_table(self, offset):
        data = self.data
        if not re.compile(rb"xref(?:\r\n|\n|\r)\d").match(data, offset):
            self.faults["xref-spacing"].append(("cross-reference", "xref and its first subsection are not parted by one end of line"))
        index = offset + 4
        header = re.compile(rb"[\0\t\n\f\r ]*(\d+) (\d+)[ ]*" + EOL)
        while True:
            match = header.match(data, index)
            if match is None:
                break
            index = match.end()
            for number in range(int(match[1]), int(match[1]) + int(match[2])):
                entry = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)").match(data, index)
                if entry is None:
                    raise ParseError(f"the entry of object {number} is not 20 bytes as they must be: {data[index:index + 20]!r}")
                if entry[3] == b"n":
                    self._add_entry(number, ("offset", int(entry[1]), int(entry[2])))
                elif number == 0 and int(entry[2]) != 65535:
                    self.faults["xref"].append(("cross-reference", "object 0 is not free with generation 65535"))
                index += 20
        keyword = re.compile(rb"[\0\t\n\f\r ]*trailer").match(data, index)
        if keyword is None:
            raise ParseError("there is no trailer behind the table")
        trailer, _ = self.parse(data, keyword.end(), "trailer")
        self.sections.append(Section(offset, True, trailer))
        if b"XRefStm" in trailer:
            self._read_xref_stream(trailer[b"XRefStm"])
        return trailer

    def _read_xref_stream(self, offset):
        match = re.compile(rb"(\d+) (\d+) obj").match(self.data, offset)
        if match is None:
            raise ParseError(f"startxref or Prev says byte {offset}; there is {self.data[offset:offset + 20]!r}")
        number = int(match[1])
        holder = self._read_object_at(number, offset, int(match[2]))
        if not holder or holder.stream is None or holder.value.get(b"Type") != b"XRef":
            raise ParseError(f"object {number} is no cross-reference stream")
        dictionary = holder.value
        widths = dictionary[b"W"]
        table = self.decode(holder)
        ranges = dictionary.get(b"Index", [0, dictionary[b"Size"]])
        numbers = [each for first, n in zip(ranges[::2], ranges[1::2]) for each in range(first, first + n)]
        size = sum(widths)
        if len(table) != size * len(numbers):
            self.faults["xref"].append(("cross-reference", f"the stream has {len(table)} bytes for {len(numbers)} entries of {size}"))
        for each, start in zip(numbers, range(0, len(table), size)):
            fields, at = [], start
            for width in widths:
                fields.append(int.from_bytes(table[at:at + width], "big"))
                at += width
            kind = fields[0] if widths[0] else 1
            if kind == 1:
                self._add_entry(each, ("offset", fields[1], fields[2]))
            elif kind == 2:
                self._add_entry(each, ("inside", fields[1], fields[2]))
            elif kind != 0:
                self.faults["xref"].append(("cross-reference", f"the entry of object {each} has the type {kind}"))
        self.sections.append(Section(offset, False, dictionary))
        return dictionary


def undo_predictor(data, columns):
    """Undoes the PNG predictors for pixels of one byte, as cross-reference streams use them."""
    previous = bytearray(columns)
    result = bytearray()
    for start in range(0, len(data), columns + 1):
        kind, row = data[start], bytearray(data[start + 1:start + 1 + columns])
        if kind == 2:
            row = bytearray((value + above) & 255 for value, above in zip(row, previous))
        elif kind == 1:
            for index in range(1, len(row)):
                row[index] = (row[index] + row[index - 1]) & 255
        elif kind != 0:
            raise ParseError(f"the predictor {kind} is not expected here")
        result += row
        previous = row
    return bytes(result)
