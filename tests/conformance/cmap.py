"""Reads CMaps: which codes there are, and what CIDs or text they mean.

ISO 32000-1 9.7.5 and 9.10.3; Adobe Technical Note 5014.

SPDX-License-Identifier: GPL-3.0-or-later
"""
from rawfile import Lexer, Name, ParseError, Word

# ISO 32000-1 Table 118.
PREDEFINED = set("""
    GB-EUC-H GB-EUC-V GBpc-EUC-H GBpc-EUC-V GBK-EUC-H GBK-EUC-V GBKp-EUC-H GBKp-EUC-V GBK2K-H GBK2K-V UniGB-UCS2-H
    UniGB-UCS2-V UniGB-UTF16-H UniGB-UTF16-V B5pc-H B5pc-V HKscs-B5-H HKscs-B5-V ETen-B5-H ETen-B5-V ETenms-B5-H
    ETenms-B5-V CNS-EUC-H CNS-EUC-V UniCNS-UCS2-H UniCNS-UCS2-V UniCNS-UTF16-H UniCNS-UTF16-V 83pv-RKSJ-H 90ms-RKSJ-H
    90ms-RKSJ-V 90msp-RKSJ-H 90msp-RKSJ-V 90pv-RKSJ-H Add-RKSJ-H Add-RKSJ-V EUC-H EUC-V Ext-RKSJ-H Ext-RKSJ-V H V
    UniJIS-UCS2-H UniJIS-UCS2-V UniJIS-UCS2-HW-H UniJIS-UCS2-HW-V UniJIS-UTF16-H UniJIS-UTF16-V KSC-EUC-H KSC-EUC-V
    KSCms-UHC-H KSCms-UHC-V KSCms-UHC-HW-H KSCms-UHC-HW-V KSCpc-EUC-H UniKS-UCS2-H UniKS-UCS2-V UniKS-UTF16-H
    UniKS-UTF16-V Identity-H Identity-V
""".split())
LARGEST_BLOCK = 100  # entries between begin… and end…; Technical Note 5014


class CMap:
    """The mappings of one CMap."""

    def __init__(self):
        self.name = None
        self.mode = 0
        self.system = {}  # Registry, Ordering, Supplement
        self.uses = None  # the name of another CMap
        self.ranges = []  # (low, high) of the code space, as bytes
        self.cids = {}
        self.texts = {}  # code: text
        self.faults = []
        self.announced = None  # entries before begin…

    def split(self, data):
        """Cuts a string into codes."""
        if self.ranges == [(b"\0\0", b"\xff\xff")]:
            yield from (data[i:i + 2] for i in range(0, len(data), 2))
            return
        index = 0
        while index < len(data):
            for length in range(1, 5):
                code = data[index:index + length]
                if any(len(low) == length and all(a <= c <= b for a, c, b in zip(low, code, high)) for low, high in self.ranges):
                    break
            else:
                length = min((len(low) for low, _ in self.ranges), default=1)
            yield data[index:index + length]
            index += length

    def contains(self, code):
        return any(len(low) == len(code) and all(a <= c <= b for a, c, b in zip(low, code, high)) for low, high in self.ranges)


def make_identity():
    """Identity-H."""
    cmap = CMap()
    cmap.name = "Identity-H"
    cmap.ranges = [(b"\0\0", b"\xff\xff")]
    cmap.system = {"Registry": b"Adobe", "Ordering": b"Identity", "Supplement": 0}
    return cmap


def decode_text(value, cmap):
    try:
        return value.decode("utf-16-be")
    except UnicodeDecodeError:
        cmap.faults.append(f"<{value.hex()}> is not UTF-16")
        return ""


def add_to_bytes(value, n):
    return (int.from_bytes(value, "big") + n).to_bytes(len(value), "big")


def read_cmap(data):
    """Parses the data of a CMap stream."""
    cmap = CMap()
    reader = Lexer()
    stack, arrays = [], []
    try:
        for value, _, _ in reader.lexemes(data, 0, "a CMap"):
            if isinstance(value, Word):
                if value == b"[":
                    arrays.append(stack)
                    stack = []
                elif value == b"]" and arrays:
                    items, stack = stack, arrays.pop()
                    stack.append(items)
                else:
                    execute(cmap, value.decode("latin-1"), stack)
            else:
                stack.append(value)
    except (ParseError, IndexError, TypeError, AttributeError, OverflowError) as error:
        cmap.faults.append(f"can't be parsed: {error}")
    for kind in ("hex-odd", "hex-digits"):
        cmap.faults += [what for _, what in reader.faults[kind]]
    return cmap


def execute(cmap, word, stack):
    """Executes one operator with what stands before it."""
    if word == "def" and len(stack) >= 2 and isinstance(stack[-2], Name):
        key, value = stack[-2].decode("latin-1"), stack[-1]
        if key == "CMapName":
            cmap.name = value.decode("latin-1")
        elif key == "WMode":
            cmap.mode = value
        elif key in ("Registry", "Ordering", "Supplement"):
            cmap.system[key] = value
    elif word == "usecmap":
        cmap.uses = stack[-1].decode("latin-1")
    elif word == ">>":
        # <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
        for key, value in zip(stack, stack[1:]):
            if isinstance(key, Name) and key in (b"Registry", b"Ordering", b"Supplement"):
                cmap.system[key.decode()] = value
    elif word.startswith("end") and word[3:] in ("codespacerange", "cidrange", "cidchar", "bfrange", "bfchar"):
        size = 3 if word in ("endcidrange", "endbfrange") else 2
        if len(stack) % size:
            cmap.faults.append(f"{word} follows {len(stack)} operands")
        rows = [stack[i:i + size] for i in range(0, len(stack) - size + 1, size)]
        if len(rows) > LARGEST_BLOCK:
            cmap.faults.append(f"{len(rows)} entries before {word}, not at most {LARGEST_BLOCK}")
        if cmap.announced != len(rows):
            cmap.faults.append(f"{cmap.announced} entries are announced before {len(rows)} and {word}")
        for row in rows:
            add_row(cmap, word[3:], row)
    elif word.startswith("begin"):
        cmap.announced = stack[-1] if stack else None
    elif word in ("<<", "dict", "dup", "begin"):
        if word == "<<":
            stack.clear()
        return
    stack.clear()


def add_row(cmap, kind, row):
    if kind == "codespacerange":
        cmap.ranges.append((row[0], row[1]))
    elif kind == "cidchar":
        cmap.cids[row[0]] = row[1]
    elif kind == "cidrange":
        for n in range(int.from_bytes(row[1], "big") - int.from_bytes(row[0], "big") + 1):
            cmap.cids[add_to_bytes(row[0], n)] = row[2] + n
    elif kind == "bfchar":
        cmap.texts[row[0]] = decode_text(row[1], cmap)
    elif isinstance(row[2], list):
        if len(row[2]) != int.from_bytes(row[1], "big") - int.from_bytes(row[0], "big") + 1:
            cmap.faults.append(f"the range <{row[0].hex()}> <{row[1].hex()}> has {len(row[2])} texts")
        for n, text in enumerate(row[2]):
            cmap.texts[add_to_bytes(row[0], n)] = decode_text(text, cmap)
    else:
        if row[0][:-1] != row[1][:-1]:
            cmap.faults.append(f"the range <{row[0].hex()}> <{row[1].hex()}> changes more than the last byte")
        for n in range(int.from_bytes(row[1], "big") - int.from_bytes(row[0], "big") + 1):
            cmap.texts[add_to_bytes(row[0], n)] = decode_text(row[2][:-1] + bytes([row[2][-1] + n & 255]), cmap)
            if row[2][-1] + n > 255:
                cmap.faults.append(f"the range <{row[0].hex()}> <{row[1].hex()}> runs over the last byte of its text")
