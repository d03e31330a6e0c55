#!/usr/bin/env python3
# Prints the criteria of a sample as text, imports that text, and compares the structure of both.
#
# SPDX-License-Identifier: GPL-3.0-or-later

import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from html.parser import HTMLParser

NAMESPACE = "{urn:precept:guideline:1}"
OPERATORS = ("all", "any", "none", "at-least")
SAMPLES = ("home-phototherapy.xml",)


def label(kind, number):
    """The label of an item, as a browser shows it for <ol type=KIND>."""
    if kind in "aA":
        return chr(ord(kind) + number - 1) + "."
    if kind == "i":
        return ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"][number] + "."
    return f"{number}."


class Text(HTMLParser):
    """The text of a published HTML page, as a browser copies it: a line a paragraph, lists with their labels."""

    def __init__(self):
        super().__init__()
        self.lines = []
        self.lists = []
        self.line = ""
        self.item = ""
        self.skipped = 0

    def flush(self):
        text = re.sub(r"\s+", " ", self.line).strip()
        if text:
            depth = len(self.lists) - (1 if self.item else 0)
            self.lines.append("   " * max(depth, 0) + self.item + text)
            self.item = ""
        self.line = ""

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if tag in ("style", "script", "nav", "head", "sup"):
            self.skipped += 1
        elif tag in ("ol", "ul"):
            self.flush()
            self.lists.append([named.get("type", "1") if tag == "ol" else "*", 0])
        elif tag == "li" and self.lists:
            self.flush()
            self.lists[-1][1] += 1
            kind, number = self.lists[-1]
            self.item = ("•" if kind == "*" else label(kind, number)) + " "
        elif tag in ("p", "h1", "h2", "h3", "h4", "h5", "dt", "dd", "tr", "div", "section"):
            self.flush()
            if tag.startswith("h") and tag[1:].isdigit():
                self.lines.append("")
                self.line = "#" * int(tag[1]) + " "

    def handle_endtag(self, tag):
        if tag in ("style", "script", "nav", "head", "sup"):
            self.skipped -= 1
        elif tag in ("ol", "ul"):
            self.flush()
            self.lists.pop()
            self.lines.append("") if not self.lists else None
        elif tag in ("p", "h1", "h2", "h3", "h4", "h5", "li", "dt", "dd", "tr", "div", "section"):
            self.flush()
            if tag.startswith("h") and tag[1:].isdigit():
                self.lines.append("")

    def handle_data(self, data):
        if not self.skipped:
            self.line += data


def coverage(lines):
    """The lines of the coverage part, below the title of the policy."""
    title = next(line for line in lines if line.startswith("# "))
    start = lines.index("## Clinical indications")
    end = next(i for i in range(start + 1, len(lines)) if lines[i].startswith("## "))
    kept = []
    limits = False
    for line in lines[start:end]:
        # Limits print as a table of their own.
        limits = line == "Quantity limits" or (limits and line != "")
        if not limits:
            kept.append(line)
    return [title, "", *kept]


def shape(node):
    """A tree without its words: an operator with what it joins, a leaf as one of its kind."""
    tag = node.tag.replace(NAMESPACE, "")
    if tag not in OPERATORS:
        return "leaf"
    name = tag if tag != "at-least" else f"at-least {node.get('count')}"
    joined = [shape(child) for child in node if child.tag.replace(NAMESPACE, "") not in ("title", "note")]
    return f"{name}({', '.join(joined)})"


def tree_of(parent):
    for child in parent:
        if child.tag.replace(NAMESPACE, "") not in ("limit", "title"):
            tree = shape(child)
            # The line above criteria is the same for one criterion and for several.
            return tree if tree.startswith(tuple(OPERATORS)) else f"all({tree})"
    return None


def shapes(path):
    """What every request, and each request, must meet."""
    root = xml.parse(path).getroot()
    found = {}
    for general in root.iter(NAMESPACE + "general"):
        found["general"] = tree_of(general)
    for indication in root.iter(NAMESPACE + "indication"):
        title = "".join(indication.find(NAMESPACE + "title").itertext())
        for request in indication.findall(NAMESPACE + "request"):
            found[f"{title}, {request.get('type')}, {request.get('authorize-for')}"] = tree_of(request)
    return found


def main():
    precept = os.path.join(os.environ["PRECEPT_BUILD_DIR"], "src", "cli", "precept")
    samples = os.path.join(os.environ["PRECEPT_SOURCE_DIR"], "data", "samples")
    failed = 0
    print(f"1..{len(SAMPLES)}")
    for number, sample in enumerate(SAMPLES, 1):
        with tempfile.TemporaryDirectory() as folder:
            source = os.path.join(samples, sample)
            html, text, again = (os.path.join(folder, name) for name in ("a.html", "a.txt", "again.xml"))
            subprocess.run([precept, "publish", source, f"--html={html}"], check=True, capture_output=True)
            parser = Text()
            with open(html, encoding="utf-8") as file:
                parser.feed(file.read())
            parser.flush()
            with open(text, "w", encoding="utf-8") as file:
                file.write("\n".join(coverage(parser.lines)) + "\n")
            subprocess.run([precept, "import", text, "-o", again], check=True, capture_output=True)
            wanted, got = shapes(source), shapes(again)
            if len(sys.argv) > 1:
                print("\n".join(coverage(parser.lines)), file=sys.stderr)
            right = wanted == got and len(wanted) >= 3
            failed += 0 if right else 1
            print(f"{'ok' if right else 'not ok'} {number} - {sample}")
            for key in sorted(set(wanted) | set(got)):
                if wanted.get(key) != got.get(key):
                    print(f"# {key}\n# - {wanted.get(key)}\n# + {got.get(key)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
