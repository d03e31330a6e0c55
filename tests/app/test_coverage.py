#!/usr/bin/python3
"""Coverage as a pharmacist meets it: a criterion typed and made coded, regrouped, undone.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import re
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from editor_driver import Editor, wait_for  # noqa: E402

SAMPLE = os.path.join(os.environ["PRECEPT_SOURCE_DIR"], "data/samples/home-phototherapy.xml")


def read(path):
    with open(path, "rb") as file:
        return file.read()


class CoverageTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.file = os.path.join(self.folder, "sample.xml")
        shutil.copy(SAMPLE, self.file)
        self.original = read(self.file)
        self.editor = Editor(self.file)
        self.editor.keys("alt+5")
        wait_for("the keyboard in the first criterion", lambda: self.editor.is_focused("Criterion"))

    def tearDown(self):
        self.editor.kill()
        shutil.rmtree(self.folder)

    def wait_for_file(self, what, condition):
        def saved():
            self.editor.keys("ctrl+s")
            return condition(read(self.file))
        wait_for(what, saved)

    def undo_all(self):
        def undone():
            self.editor.keys("ctrl+z", "ctrl+s")
            return read(self.file) == self.original
        wait_for("the file as it was", undone)

    def test_words_made_coded(self):
        self.editor.keys("ctrl+End", "Return")
        self.editor.type("18 years or older")
        self.wait_for_file("the words", lambda text: b">18 years or older</p>" in text)
        self.editor.keys("ctrl+shift+r")
        self.editor.find("The member is 18 years of age or older")
        self.editor.keys("ctrl+Return")
        self.wait_for_file("the coded criterion with the words as its note", lambda text: re.search(
            rb'<age id="[^"]*" at-least="18">\s*<note id="[^"]*">\s*<p id="[^"]*">18 years or older</p>', text) is not None)
        self.undo_all()

    def test_groups(self):
        self.editor.keys("ctrl+shift+g")
        self.wait_for_file("the group", lambda text: re.search(rb'<general[^>]*>\s*<all id="[^"]*">\s*<criterion id="instructed">', text) is not None)
        self.editor.keys("Escape")
        self.undo_all()


if __name__ == "__main__":
    unittest.main()
