#!/usr/bin/python3
"""Checks that docs/format.md says what the schema says; with --write, writes it.

The reference has no source but data/schema/guideline.rng: its annotations are the
labels and help lines, its patterns the tables of content and attributes.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import difflib
import os
import sys
import xml.etree.ElementTree as ET

RNG = "{http://relaxng.org/ns/structure/1.0}"
NOTE = "{urn:precept:annotation:1}"
FOREIGN = {"foreign", "foreign-element", "foreign-attributes", "anything"}
MARKS = {"optional": "?", "zeroOrMore": "*", "oneOrMore": "+"}

PLACES = [
    ("frame", "Frame", "Shown only through what they hold."),
    ("metadata", "Overview", ""),
    ("part", "Parts", "In the order in which they are printed."),
    ("heading", "Headings", ""),
    ("entry", "Entries", "Rows of a list or table in the editor."),
    ("criterion", "Criteria", "The leaves and branches of a criteria tree."),
    ("field", "Fields", "A value, or a few words."),
    ("block", "Blocks", ""),
    ("inline", "Inside text", ""),
    ("record", "Review and approval", ""),
]

source = os.environ["PRECEPT_SOURCE_DIR"]
root = ET.parse(os.path.join(source, "data/schema/guideline.rng")).getroot()
defines = {define.get("name"): list(define) for define in root.findall(RNG + "define")}


def kind(node):
    return node.tag[len(RNG):]


def is_element(name):
    return kind(defines[name][0]) == "element"


def describe_type(nodes):
    words = []
    for node in nodes:
        if kind(node) == "ref":
            words.append(describe_type(defines[node.get("name")]))
        elif kind(node) == "choice":
            words.append(" or ".join(describe_type([child]) for child in node))
        elif kind(node) == "value":
            words.append(f"`{node.text}`")
        elif kind(node) == "data":
            words.append(node.get(NOTE + "form"))
    return ", ".join(words)


def list_attributes(nodes, required=True):
    for node in nodes:
        if kind(node) == "attribute" and node.get("name"):
            yield node.get("name"), node.get(NOTE + "label"), describe_type(node), required
        elif kind(node) == "optional":
            yield from list_attributes(node, False)
        elif kind(node) == "ref" and node.get("name") not in FOREIGN and not is_element(node.get("name")):
            yield from list_attributes(defines[node.get("name")], required)


def is_content(node):
    if kind(node) == "attribute":
        return False
    if kind(node) == "ref":
        name = node.get("name")
        return name not in FOREIGN and (is_element(name) or any(map(is_content, defines[name])))
    return kind(node) in ("text", "data", "value") or any(map(is_content, node))


def describe_content(nodes, separator=", "):
    words = []
    for node in filter(is_content, nodes):
        name = kind(node)
        if name == "ref":
            target = node.get("name")
            words.append(describe_type([node]) if kind(defines[target][0]) == "data" else target)
        elif name == "text":
            words.append("text")
        elif name in ("data", "value"):
            words.append(describe_type([node]))
        elif name in MARKS:
            inner = describe_content(node)
            words.append((f"({inner})" if "," in inner or " " in inner else inner) + MARKS[name])
        elif name == "choice":
            inner = describe_content(node, " or " if any(map(lambda child: kind(child) == "value", node)) else " | ")
            words.append(inner if len(list(filter(is_content, node))) == 1 or len(nodes) == 1 else f"({inner})")
        elif name == "interleave":
            inner = list(filter(is_content, node))
            words.append(describe_content(inner, ", " if len(inner) == 1 else " & "))
        else:
            words.append(describe_content(node))
    return separator.join(words)


def write_element(node):
    name = node.get("name")
    yield f"### {name}"
    yield ""
    yield f"**{node.get(NOTE + 'label')}.** {node.get(NOTE + 'help')}"
    yield ""
    yield f"Content: {describe_content(list(node)) or 'nothing'}"
    attributes = list(list_attributes(node))
    if attributes:
        yield ""
        yield "| attribute | | is |"
        yield "|---|---|---|"
        for attribute, label, form, required in attributes:
            yield f"| `{attribute}`{'' if required else '?'} | {label} | {form} |"
    yield ""


def write_reference():
    elements = [nodes[0] for nodes in defines.values() if kind(nodes[0]) == "element" and nodes[0].get("name")]
    yield "# The guideline format"
    yield ""
    yield "Namespace `urn:precept:guideline:1`. Made from data/schema/guideline.rng, the definition of the format, by"
    yield "`tests/project/check-format-reference.py --write`; a test fails where the two differ."
    yield ""
    yield "In a content model `?` is once or not at all, `*` any number, `+` at least one; `,` in this order, `|` one of"
    yield "these, `&` in any order. An attribute with `?` may be left out. Comments, processing instructions, and elements"
    yield "and attributes of other namespaces may stand anywhere, and are kept; only inside a typed value (a date, a"
    yield "status) no element may stand. An element has one content model, wherever it stands."
    yield ""
    yield "Shared models:"
    yield ""
    for name, nodes in defines.items():
        if name not in FOREIGN and not is_element(name) and kind(nodes[0]) not in ("data", "attribute") and any(map(is_content, nodes)) and not describe_type(nodes):
            yield f"- {name}: {describe_content(nodes)}"
        elif name in ("block", "criteria"):
            yield f"- {name}: {describe_content(nodes)}"
    yield ""
    for place, title, remark in PLACES:
        yield f"## {title}"
        yield ""
        if remark:
            yield remark
            yield ""
        for node in elements:
            if node.get(NOTE + "place") == place:
                yield from write_element(node)


reference = "\n".join(write_reference()).rstrip() + "\n"
unknown = {nodes[0].get(NOTE + "place") for nodes in defines.values() if kind(nodes[0]) == "element" and nodes[0].get("name")}
unknown -= {place for place, _, _ in PLACES}
if unknown:
    sys.exit(f"the schema has places that the reference does not know: {', '.join(sorted(unknown))}")

path = os.path.join(source, "docs/format.md")
if sys.argv[1:] == ["--write"]:
    with open(path, "w", encoding="utf-8") as file:
        file.write(reference)
else:
    with open(path, encoding="utf-8") as file:
        written = file.read()
    sys.stdout.writelines(difflib.unified_diff(written.splitlines(True), reference.splitlines(True), "docs/format.md", "data/schema/guideline.rng"))
    sys.exit(written != reference)
