"""Guidelines of all kinds, for publishing: drawn at random from all that the format holds, the same in every run.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import pathlib
import random
import struct
import sys
import zlib
from xml.sax.saxutils import escape, quoteattr

WORDS = """a the of and to in for with who that is are was or by after before each members patients adults children treatment
 therapy dose weeks months response baseline placebo review request specialist diagnosis confirmed documented moderate severe
 disease trial evidence outcome score safety infusion injection plasma function improvement decline interval enrolled""".split()
ODD_WORDS = ["≥ 18", "β-blocker", "naïve", "20 mg", "12.5%", "10⁻³", "CO₂", "e.g.", "(e.g.,", "IL-6/IL-17A", "fi", "office", "AVATAR", "To", "Wörterbuch",
             "p<0.05", "A&B", "“quoted”", "—", "…", "CYP2D6*4", "µg/mL", "1\u00a0000", "non\u2011hyphen", "©", "½", "№\u00a04"]
SCRIPTS = ["Αλφα βήτα", "Привет мир", "é à ö with marks", "ʻOkina", "Łódź", "İstanbul", "ﬁne", "ﬀ", "ǆ", "שלום עולם", "مرحبا بالعالم",
           "abc שלום def", "x̄ ± s", "नमस्ते"]
SYSTEMS = [("HCPCS", "J{:04d}"), ("CPT", "{:05d}"), ("ICD-10-CM", "G{:02d}.1")]


class Writer:
    """One random guideline."""

    def __init__(self, seed, size, scripts=False):
        self.random = random.Random(seed)
        self.size = size
        self.scripts = scripts
        self.n_ids = 0
        self.in_table = False
        self.n_references = 4 + size * 3
        self.tables = []

    def id(self):
        self.n_ids += 1
        return f'id="g-{self.n_ids}"'

    def words(self, low, high):
        chosen = []
        for _ in range(self.random.randint(low, high)):
            pool = self.random.random()
            chosen.append(self.random.choice(SCRIPTS if self.scripts and pool < 0.08 else ODD_WORDS if pool < 0.12 else WORDS))
        return " ".join(chosen)

    def inline(self, low=4, high=30):
        """Text with inline elements."""
        parts = [escape(self.words(low, high))]
        for _ in range(self.random.choice([0, 0, 1, 1, 2, 4])):
            kind = self.random.choice(["em", "strong", "sup", "sub", "cite", "cite", "link", "xref", "mandate", "both"])
            inner = escape(self.words(1, 5))
            if kind in ("em", "strong", "sup", "sub"):
                parts.append(f"<{kind}>{inner}</{kind}>")
            elif kind == "both":
                parts.append(f"<strong>a <em>{inner}</em></strong>")
            elif kind == "cite":
                refs = " ".join(sorted({f"ref-{self.random.randint(1, self.n_references)}" for _ in range(self.random.randint(1, 4))}))
                parts.append(f'<cite ref="{refs}"/>')
            elif kind == "link":
                url = f"https://example.org/{'a-long-path/' * self.random.choice([0, 1, 1 if self.in_table else 9])}?x=1&y=ü"
                parts.append(f"<link href={quoteattr(url)}>{self.random.choice([inner, escape(url)])}</link>")
            elif kind == "xref" and self.tables:
                parts.append(f'(see <xref ref="{self.random.choice(self.tables)}"/>)')
            elif kind == "mandate":
                parts.append("<mandate/>")
            parts.append(escape(self.words(2, 8)))
        return " ".join(parts) + "."

    def p(self, low=4, high=40):
        return f"<p {self.id()}>{self.inline(low, high)}</p>"

    def blocks(self, depth, low=1, high=3):
        return "\n".join(self.block(depth) for _ in range(self.random.randint(low, high)))

    def block(self, depth):
        kinds = ["p", "p", "p", "list"] + (["list", "table", "note", "figure"] if depth < 2 else [])
        kind = self.random.choice(kinds) if depth < 4 else "p"
        return {"p": self.p, "list": lambda: self.list(depth), "table": self.table, "note": lambda: self.note(depth), "figure": self.figure}[kind]()

    def list(self, depth):
        longest, most = (3, 2) if self.in_table else (20, 6)
        items = "".join(f"<item {self.id()}>{self.p(1, longest)}{self.block(depth + 2) if self.random.random() < 0.25 and not self.in_table else ''}</item>"
                        for _ in range(self.random.randint(1, most)))
        return f'<list {self.id()} kind="{self.random.choice(["bullet", "number"])}">{items}</list>'

    def note(self, depth):
        return f"<note {self.id()}>{self.blocks(depth + 2, 1, 2)}</note>"

    def figure(self):
        caption = f"<caption>{self.inline(2, 8)}</caption>" if self.random.random() < 0.6 else ""
        width, height = self.random.choice([(4, 4), (300, 40), (40, 300), (1, 1)])
        return (f'<figure {self.id()} type="image/png"><data>{make_png(width, height)}</data><alternative>{escape(self.words(2, 8))}</alternative>'
                f"{caption}</figure>")

    def table(self):
        """A table with header rows, header columns and spans, or without any."""
        n_columns, n_rows = self.random.randint(1, 6), self.random.randint(1, 9)
        if self.random.random() < 0.15:
            n_rows = 60
        headers, columns = self.random.choice([0, 1, 1, 1, 2]), self.random.choice([0, 0, 1])
        name = f"table-{self.n_ids}"
        taken, rows = set(), []
        self.in_table = True
        for row in range(n_rows):
            cells = []
            for column in range(n_columns):
                if (row, column) in taken:
                    continue
                width = height = 1
                if self.random.random() < 0.15:
                    width = self.random.randint(1, n_columns - column)
                    last = headers if row < headers <= n_rows else n_rows
                    height = self.random.randint(1, max(1, min(3, last - row)))
                    if any((row + i, column + j) in taken for i in range(height) for j in range(width)):
                        width = height = 1
                taken |= {(row + i, column + j) for i in range(height) for j in range(width)}
                spans = (f' colspan="{width}"' if width > 1 else "") + (f' rowspan="{height}"' if height > 1 else "")
                header = ' header="yes"' if row < headers or column < columns else ""
                inner = "" if self.random.random() < 0.08 else self.list(3) if self.random.random() < 0.05 else self.p(1, 3 if header or height > 1 else 8)
                cells.append(f"<cell{spans}{header}>{inner or f'<p {self.id()}/>'}</cell>")
            if not cells:
                cells.append("")
            rows.append(f"<row {self.id()}>{''.join(cells)}</row>")
        self.in_table = False
        if any("<cell" not in row for row in rows):
            return self.p()
        self.tables.append(name)
        caption = f"<caption>{self.inline(2, 9)}</caption>" if self.random.random() < 0.8 else ""
        return f'<table id="{name}">{caption}{"".join(rows)}</table>'

    def title(self, low=1, high=9):
        return f"<title>{escape(self.words(low, high))}</title>"

    def section(self, depth=0):
        inner = "".join(self.section(depth + 1) for _ in range(self.random.choice([0, 0, 1, 2]))) if depth < 6 else ""
        mandate = self.random.choice(["", ' mandate="yes"'])
        return f"<section {self.id()}{mandate}>{self.title()}{self.blocks(0, 0 if inner else 1, 4)}{inner}</section>"

    def finding(self, depth=0):
        cites = f' cites="ref-{self.random.randint(1, self.n_references)}"' if self.random.random() < 0.8 else ""
        design = ' design="randomized-controlled-trial" participants="50" duration="12 weeks"' if self.random.random() < 0.4 else ""
        inner = "".join(self.finding(depth + 1) for _ in range(self.random.choice([0, 0, 1, 2]))) if depth < 3 else ""
        return f"<finding {self.id()}{cites}{design}>{self.p()}{inner}</finding>"

    def topic(self, depth=0):
        inner = "".join(self.topic(depth + 1) for _ in range(self.random.choice([0, 0, 1]))) if depth < 2 else ""
        return f"<topic {self.id()}>{self.title()}{self.p()}{''.join(self.finding() for _ in range(self.random.randint(1, 4)))}{inner}</topic>"

    def code_table(self):
        system, pattern = self.random.choice(SYSTEMS)
        numbers = self.random.sample(range(1, 99), self.random.randint(1, 40))
        codes = "".join(f'<code {self.id()} system="{system}" value="{pattern.format(number)}"><description>{self.inline(2, 14)}</description></code>'
                        for number in numbers)
        role = "diagnosis" if system == "ICD-10-CM" else "billing"
        return f'<code-table {self.id()} role="{role}"><caption>{self.inline(2, 8)}</caption>{codes}</code-table>'

    def make(self):
        size = self.size
        parts = [f'<disclaimer {self.id()}>{self.p()}</disclaimer>', f"<summary {self.id()}>{self.blocks(0, 1, 4)}</summary>"]
        terms = "".join(f'<definition {self.id()}><term abbreviation="A{n}">{escape(self.words(1, 4))} {n}</term>{self.p()}</definition>' for n in range(size + 1))
        parts.append(f"<definitions {self.id()}>{terms}</definitions>")
        parts.append(f'<evidence {self.id()}>{"".join(self.topic() for _ in range(size))}</evidence>')
        parts += [self.section() for _ in range(size)]
        parts.append(f'<billing-codes {self.id()}>{self.p()}{"".join(self.code_table() for _ in range(size // 2 + 1))}</billing-codes>')
        references = "".join(f'<reference id="ref-{n + 1}" doi="10.1000/x{n}">{escape(self.words(6, 25))}. <em>J Ex</em>. 2020;1({n}):3-4.</reference>'
                             for n in range(self.n_references))
        parts.append(f'<references {self.id()}>{references}</references>')
        revisions = "".join(f'<revision {self.id()} kind="revised" on="20{n + 10}-02-03" version="{n + 2}.0">{self.p()}</revision>' for n in range(size))
        parts.append(f'<history {self.id()}><original {self.id()} on="2009-01-02" version="1.0"/>{revisions}</history>')
        body = "\n".join(parts)
        return (f'<?xml version="1.0" encoding="UTF-8"?>\n<guideline xmlns="urn:precept:guideline:1" id="g" xml:lang="en-US">\n<metadata>'
                f'<title>{escape(self.words(1, 8))}</title><policy-number>P-1</policy-number><version>1.0</version><status>draft</status>'
                f'<subject id="x" kind="drug"><brand>Xampline</brand><generic>exemplumab</generic></subject><publisher>A &amp; B Plan</publisher>'
                f"</metadata>\n{body}\n</guideline>\n")


def make_png(width, height):
    """A small picture, as base64."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes((x * 7 + y * 13 + c * 50) % 256 for x in range(width) for c in range(3)) for y in range(height))
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return base64.b64encode(data).decode()


def make_documents():
    """(name, XML) of all of them."""
    yield "least", '<guideline xmlns="urn:precept:guideline:1" id="g" xml:lang="en-US"><metadata><title>T</title><status>draft</status>' \
                   '<subject id="x" kind="drug"><generic>x</generic></subject></metadata></guideline>'
    for seed in range(6):
        yield f"random-{seed}", Writer(seed, 1 + seed % 3).make()
    for seed in range(100, 102):
        yield f"scripts-{seed}", Writer(seed, 2, scripts=True).make()
    yield "long", Writer(7, 14).make()


if __name__ == "__main__":
    # Writes them into a folder.
    for document_name, xml in make_documents():
        pathlib.Path(sys.argv[1], document_name + ".xml").write_text(xml, encoding="utf-8")
