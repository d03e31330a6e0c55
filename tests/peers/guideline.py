"""A guideline as the other programs are given it: blocks of marked text.

Reads the guidelines of tests/publish/generate-guideline.c; refuses an element it
does not know, since a peer that sets less text would seem fast. The words that
print around the text are those of data/language, the sizes those of data/plan.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import configparser
import datetime
import os
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

NAMESPACE = "{urn:precept:guideline:1}"

# Of the page, in points: US Letter, a block of 504 with the text 138 further in.
PAGE_WIDTH, PAGE_HEIGHT = 612, 792
MARGIN_TOP, MARGIN_BOTTOM, MARGIN_SIDE = 77, 71, 54
BLOCK_WIDTH, TEXT_X = 504, 138
LIST_INDENT = 14
CODE_COLUMNS = [72, 66, 366]
HISTORY_COLUMNS = [72, 66, 366]


@dataclass
class Run:
    """Text of one look. With "page_of" the text is the number of the page of that id."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    href: str = ""  # "#id" or an address
    id: str = ""
    page_of: str = ""


@dataclass
class Heading:
    level: int  # 1 to 3 stand in the contents, 4 does not
    id: str
    runs: list


@dataclass
class Paragraph:
    runs: list
    style: str = "body"  # a section of style.ini
    id: str = ""


@dataclass
class Item:
    blocks: list
    id: str = ""
    label: str = ""  # its number; empty: a bullet


@dataclass
class List:
    items: list
    numbered: bool = False


@dataclass
class Table:
    id: str
    caption: list  # runs; empty: none
    columns: list  # widths
    head: list  # of str
    rows: list  # of lists of lists of runs


def list_runs(blocks):
    """All text of the blocks, in its order."""
    for block in blocks:
        if isinstance(block, List):
            for item in block.items:
                yield from list_runs(item.blocks)
        elif isinstance(block, Table):
            yield from block.caption
            for row in block.rows:
                for cell in row:
                    yield from cell
        else:
            yield from block.runs


def forget_ids(blocks, linked):
    """Takes the ids from paragraphs and items that no link leads to, so that no program need remember them."""
    for block in blocks:
        if isinstance(block, List):
            for item in block.items:
                item.id = item.id if item.id in linked else ""
                forget_ids(item.blocks, linked)
        elif isinstance(block, Paragraph):
            block.id = block.id if block.id in linked else ""


@dataclass
class Guideline:
    language: str
    title: str
    publisher: str
    kind: str
    facts: list  # pairs of label and value
    contents: str  # the title of the contents
    number_version: str
    not_in_effect: str
    page_n_of_n: str  # with two %u
    blocks: list = field(default_factory=list)

    def headings(self):
        """The rows of the contents."""
        return [block for block in self.blocks if isinstance(block, Heading) and block.level < 4]


@dataclass
class Look:
    """How text of a kind is set. Lengths in points."""

    size: float
    leading: float
    bold: bool
    color: str
    before: float
    after: float


def read_ini(path):
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.read(path, encoding="utf-8")
    return parser


def read_looks(source):
    """The look of each element in data/plan/style.ini, by its name."""
    ini = read_ini(os.path.join(source, "data/plan/style.ini"))
    looks = {}
    for name in ini.sections():
        section = ini[name]
        if "size" in section:
            looks[name] = Look(
                size=section.getfloat("size"),
                leading=section.getfloat("leading"),
                bold=section.get("weight", "regular") in ("semibold", "bold", "black"),
                color=ini["colors"][section.get("color", "ink")],
                before=section.getfloat("before", 0),
                after=section.getfloat("after", 0),
            )
    return looks


def heading_look(level):
    return "topic" if level == 4 else f"heading-{level}"


class Reader:
    """Makes the blocks of one guideline."""

    def __init__(self, root, words):
        self.root = root
        self.words = words
        self.numbers = {reference.get("id"): n for n, reference in enumerate(root.iter(NAMESPACE + "reference"), 1)}
        self.cited = set()
        self.n_tables = 0
        self.parts = {
            "summary": self.read_part,
            "evidence": self.read_part,
            "section": self.read_section,
            "billing-codes": self.read_part,
            "references": self.read_references,
            "history": self.read_history,
        }

    @staticmethod
    def name(node):
        return node.tag.removeprefix(NAMESPACE)

    @staticmethod
    def refuse(node, place):
        raise ValueError(f"The peers are not given “{Reader.name(node)}” in {place}: write it in guideline.py first.")

    def word(self, section, key):
        return self.words[section][key]

    def date(self, text):
        return datetime.date.fromisoformat(text).strftime(self.word("dates", "date"))

    def metadata(self, name):
        return self.root.findtext(f"{NAMESPACE}metadata/{NAMESPACE}{name}", "")

    # Text

    def read_cites(self, refs):
        runs = []
        for ref in sorted(refs.split(), key=self.numbers.get):
            number = self.numbers[ref]
            if runs:
                runs.append(Run(",", raised=True))
            run = Run(str(number), raised=True, href="#" + ref)
            if ref not in self.cited:
                self.cited.add(ref)
                run.id = "cite-" + ref
            runs.append(run)
        return runs

    def read_runs(self, node, bold=False, italic=False):
        runs = [Run(node.text, bold, italic)] if node.text else []
        for child in node:
            name = self.name(child)
            if name == "em":
                runs += self.read_runs(child, bold, True)
            elif name == "strong":
                runs += self.read_runs(child, True, italic)
            elif name == "cite":
                runs += self.read_cites(child.get("ref"))
            else:
                self.refuse(child, "text")
            if child.tail:
                runs.append(Run(child.tail, bold, italic))
        return runs

    # Blocks

    def read_blocks(self, node, handled=("title",)):
        blocks = []
        for child in node:
            name = self.name(child)
            if name == "p":
                blocks.append(Paragraph(self.read_runs(child), id=child.get("id")))
            elif name == "list":
                blocks.append(List([Item(self.read_blocks(item), item.get("id")) for item in child], child.get("kind") == "number"))
            elif name == "topic":
                blocks.append(Heading(4, child.get("id"), self.read_runs(child.find(NAMESPACE + "title"))))
                blocks += self.read_blocks(child)
            elif name == "finding":
                self.add_finding(blocks, child)
            elif name == "code-table":
                blocks.append(self.read_code_table(child))
            elif name == "section":
                blocks += self.read_section(child, 2)
            elif name not in handled:
                self.refuse(child, self.name(node))
        return blocks

    def add_finding(self, blocks, node):
        """Findings that follow each other are the items of one list."""
        inner = self.read_blocks(node, handled=())
        inner[0].runs += self.read_cites(node.get("cites", ""))
        study = self.read_study(node)
        if study:
            inner.insert(1, Paragraph([Run(study)], "study"))
        if not blocks or not isinstance(blocks[-1], List):
            blocks.append(List([]))
        blocks[-1].items.append(Item(inner, node.get("id")))

    def read_study(self, node):
        if node.get("design") is None:
            return ""
        participants = self.word("text", "participants").replace("{number}", node.get("participants"))
        return " · ".join([self.word("design", node.get("design")), participants, node.get("duration"), node.get("trial")])

    def read_code_table(self, node):
        rows = []
        for code in node.iter(NAMESPACE + "code"):
            system = self.word("code-system", code.get("system"))
            rows.append([[Run(code.get("value"), bold=True)], [Run(system)], self.read_runs(code.find(NAMESPACE + "description"))])
        self.n_tables += 1
        number = self.word("text", "table").replace("{number}", str(self.n_tables))
        caption = [Run(number + " ", bold=True)] + self.read_runs(node.find(NAMESPACE + "caption"))
        head = [self.word("page", "column-" + column) for column in ("code", "system", "description")]
        return Table(node.get("id"), caption, CODE_COLUMNS, head, rows)

    # Parts

    def read_heading(self, node, level):
        title = node.find(NAMESPACE + "title")
        runs = self.read_runs(title) if title is not None else [Run(self.word("headings", self.name(node)))]
        return Heading(level, node.get("id"), runs)

    def read_part(self, node):
        return [self.read_heading(node, 1)] + self.read_blocks(node)

    def read_section(self, node, level=1):
        blocks = [self.read_heading(node, level)]
        for child in node:
            if self.name(child) == "section":
                blocks += self.read_section(child, min(level + 1, 3))
        return blocks + self.read_blocks(node, handled=("title", "section"))

    def read_references(self, node):
        items = []
        for reference in node:
            ref = reference.get("id")
            runs = self.read_runs(reference)
            if reference.get("doi"):
                runs += [Run(" "), Run("doi:" + reference.get("doi"), href="https://doi.org/" + reference.get("doi"))]
            if ref in self.cited:
                before, after = self.word("page", "cited-on-page").split("%s")
                runs += [Run(" " + before), Run("", href="#cite-" + ref, page_of="cite-" + ref), Run(after)]
            runs = [run for run in runs if run.text or run.page_of]
            items.append(Item([Paragraph(runs, "reference")], ref, str(self.numbers[ref])))
        return [self.read_heading(node, 1), List(items, numbered=True)]

    def read_history(self, node):
        rows = []
        for entry in node:
            kind = "original" if self.name(entry) == "original" else entry.get("kind")
            runs = [Run(self.word("text", kind))]
            for block in self.read_blocks(entry):
                runs += [Run(" ")] + block.runs
            rows.insert(0, [[Run(self.date(entry.get("on")), bold=True)], [Run(entry.get("version"))], runs])
        head = [self.word("page", "column-" + column) for column in ("date", "version", "change")]
        return [self.read_heading(node, 1), Table("history-table", [], HISTORY_COLUMNS, head, rows)]

    def read_facts(self):
        original = self.root.find(f".//{NAMESPACE}original")
        subject = self.root.find(f".//{NAMESPACE}subject")
        values = {
            "policy-number": self.metadata("policy-number"),
            "version": self.metadata("version"),
            "status": self.word("status", self.metadata("status")),
            "original": self.date(original.get("on")),
            "effective": self.date(self.metadata("effective")),
            "last-review": self.date(self.metadata("last-review")),
            "subject": self.word("subject", subject.get("kind")),
        }
        return [(self.word("facts", key), value) for key, value in values.items()]

    def read(self):
        number_version = self.word("page", "number-draft") % (self.metadata("policy-number"), self.metadata("version"))
        guideline = Guideline(
            language=self.root.get("{http://www.w3.org/XML/1998/namespace}lang"),
            title=self.metadata("title"),
            publisher=self.metadata("publisher"),
            kind=self.word("page", "kind"),
            facts=self.read_facts(),
            contents=self.word("page", "contents"),
            number_version=number_version,
            not_in_effect=self.word("page", "not-in-effect"),
            page_n_of_n=self.word("page", "page-n-of-n"),
        )
        for part in self.root:
            if self.name(part) == "metadata":
                continue
            if self.name(part) not in self.parts:
                self.refuse(part, "a guideline")
            guideline.blocks += self.parts[self.name(part)](part)
        forget_ids(guideline.blocks, {run.href[1:] for run in list_runs(guideline.blocks)})
        return guideline


def read_guideline(path, source):
    """The guideline in a file; "source" is the project's folder."""
    words = read_ini(os.path.join(source, "data/language/en.ini"))
    return Reader(ET.parse(path).getroot(), words).read()
