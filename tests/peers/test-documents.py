#!/usr/bin/python3
"""Checks that the documents for the other programs hold the whole guideline, and that their links lead somewhere.

Usage: test-documents.py WRITE_GUIDELINE

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile
from xml.sax.saxutils import escape

import guideline
import write_fo
import write_html
import write_odt
import write_tex

SOURCE = os.environ["PRECEPT_SOURCE_DIR"]
WRITE_GUIDELINE = sys.argv.pop(1)
N_PAGES = 20


class Documents(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.source = os.path.join(cls.folder.name, "guideline.xml")
        subprocess.run([WRITE_GUIDELINE, str(N_PAGES), cls.source], check=True)
        cls.read = guideline.read_guideline(cls.source, SOURCE)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def write(self, module):
        path = os.path.join(self.folder.name, "document")
        module.write(self.read, guideline.read_looks(SOURCE), path)
        if module is write_odt:
            with zipfile.ZipFile(path) as package:
                return package.read("content.xml").decode()
        with open(path, encoding="utf-8") as file:
            return file.read()

    def check_text(self, text, escape_text):
        """That each run stands after the one before it."""
        place = text.index(escape_text(self.read.contents))
        for run in guideline.list_runs(self.read.blocks):
            found = text.find(escape_text(run.text), place)
            self.assertGreaterEqual(found, 0, f"“{run.text}” is missing")
            place = found + len(escape_text(run.text))

    def check_targets(self, text, link, target):
        links = set(re.findall(link, text))
        self.assertGreater(len(links), len(self.read.headings()))
        self.assertEqual(links - set(re.findall(target, text)), set())

    def test_reader(self):
        text = "".join(run.text for run in guideline.list_runs(self.read.blocks))
        place = 0
        for part in list(ET.parse(self.source).getroot())[1:]:
            for words in filter(str.strip, part.itertext()):
                place = text.find(words, place)
                self.assertGreaterEqual(place, 0, f"“{words}” was not read")

    def test_reader_refuses(self):
        path = os.path.join(self.folder.name, "unknown.xml")
        with open(self.source, encoding="utf-8") as file:
            xml = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(xml.replace("</p>", '<xref ref="codes"/></p>', 1))
        with self.assertRaisesRegex(ValueError, "xref"):
            guideline.read_guideline(path, SOURCE)

    def test_fo(self):
        text = self.write(write_fo)
        ET.fromstring(text)
        self.check_text(text, escape)
        self.check_targets(text, r'(?:internal-destination|ref-id)="([^"]*)"', r'\bid="([^"]*)"')

    def test_html(self):
        text = self.write(write_html)
        self.check_text(text, escape)
        self.check_targets(text, r'href="#([^"]*)"', r'\bid="([^"]*)"')

    def test_odt(self):
        text = self.write(write_odt)
        ET.fromstring(text)
        self.check_text(text, escape)
        self.check_targets(text, r'(?:xlink:href="#|text:ref-name=")([^"]*)"', r'<text:bookmark text:name="([^"]*)"')

    def test_tex(self):
        text = self.write(write_tex)
        self.check_text(text, write_tex.escape)
        self.check_targets(text, r"\\hyperlink\{([^}]*)\}", r"\\hypertarget\{([^}]*)\}")
        self.check_targets(text, r"\\pageref\*\{([^}]*)\}", r"\\label\{([^}]*)\}")


unittest.main()
