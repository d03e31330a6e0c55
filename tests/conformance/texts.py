"""What a PDF says: by its structure, by its content streams, and by what poppler makes of it.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import bisect
import collections
import subprocess

from treemodel import INLINE, Element

# Not parted from the text around them by white space.
RUNS = INLINE - {"Note"}


# Characters that are not seen: joiners, marks of direction, separators of lines, places where a line may end.
INVISIBLE = {code: None for code in [0x85, 0xAD, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x206A), 0xFEFF]}


def clean(text):
    """Text without invisible characters."""
    return text.translate(INVISIBLE)


def squeeze(text):
    """Text without white space and invisible characters."""
    return "".join(clean(text).split())


def get_owner_text(mark):
    """The replacement text around marked content, and what has it."""
    for each in mark.chain() if mark is not None else ():
        if each.properties is not None and "/ActualText" in each.properties:
            return each, str(each.properties.ActualText)
    return None, None


def get_stream_texts(document, page):
    """(text, whether it is an artifact) of all that a page shows, in the order of the content."""
    texts, told = [], set()
    for scan in document.scans:
        if scan.page is not page or not scan.items:
            continue
        for item in scan.items:
            if item.kind != "text":
                continue
            owner, actual = get_owner_text(item.mark)
            if owner is not None and id(owner) in told:
                continue
            if owner is not None:
                told.add(id(owner))
            is_artifact = item.mark is None or any(mark.is_artifact for mark in item.mark.chain())
            texts.append((actual if owner is not None else item.read(), is_artifact))
    return texts


def get_tree_text(document, without=("TOC",)):
    """The text of the structure tree, blocks on lines of their own, without elements of these types."""
    parts = []

    def walk(element):
        if element.standard in without:
            return
        is_block = element.standard not in RUNS
        if is_block:
            parts.append("\n")
        actual = element.get_string("ActualText")
        if actual is not None:
            parts.append(actual)
        else:
            for kid in element.kids:
                if isinstance(kid, Element):
                    walk(kid)
                elif hasattr(kid, "mcid"):
                    parts.append(document.tree.get_marked_text(kid))
        if is_block:
            parts.append("\n")
    for kid in document.tree.kids:
        walk(kid)
    return "".join(parts)


def run_pdftotext(path, *options):
    """What pdftotext says of each page."""
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", *options, str(path), "-"], capture_output=True, check=True, timeout=100)
    return done.stdout.decode("utf-8").split("\f")[:-1]


def merge(words, lines):
    """Finds each line (a list of words) in order among words. Returns the lines that are missing, and the words that are left."""
    places = collections.defaultdict(list)
    for index, word in enumerate(words):
        places[word].append(index)
    missing, left, at = [], [], 0
    for line in lines:
        found = None
        starts = places.get(line[0], [])
        for start in starts[bisect.bisect_left(starts, at):]:
            if words[start:start + len(line)] == line:
                found = start
                break
        if found is None:
            missing.append(line)
        else:
            left += words[at:found]
            at = found + len(line)
    return missing, left + words[at:]
