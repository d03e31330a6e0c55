#!/usr/bin/python3
"""Evidence as a pharmacist edits it: a finding, its study facts, its citation, all by the keyboard.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from editor_driver import Editor, wait_for  # noqa: E402

NB = "\u00a0"
GUIDELINE = """<?xml version="1.0" encoding="UTF-8"?>
<guideline xmlns="urn:precept:guideline:1" id="g" xml:lang="en-US">
  <metadata><title>Trying</title><status>draft</status><subject id="s" kind="drug"><generic>trying</generic></subject></metadata>
  <evidence id="evidence">
    <title>Evidence</title>
    <topic id="trials">
      <title>Trials</title>
      <finding id="f1" cites="r1"><p id="f1p">The first finding.</p></finding>
      <finding id="f2"><p id="f2p">The second finding.</p></finding>
    </topic>
  </evidence>
  <references id="references">
    <reference id="r1">Early A, Bird B. A first study of something. J Tests. 2011;1:1-9.</reference>
    <reference id="r2">Later C. A second study, randomized. J Tests. 2022;2:3-4.</reference>
  </references>
</guideline>
"""
TEXT = "Text of Evidence"


class EvidenceTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.file = os.path.join(self.folder, "evidence.xml")
        with open(self.file, "w", encoding="utf-8") as file:
            file.write(GUIDELINE)
        self.editor = Editor(self.file)
        wait_for("the keyboard in the text", lambda: self.editor.is_focused(TEXT))

    def tearDown(self):
        self.editor.kill()
        shutil.rmtree(self.folder)

    def wait_for_text(self, words):
        wait_for(f"“{words}” in the text", lambda: words in self.editor.text(TEXT).replace(NB, " "))

    def saved(self):
        with open(self.file, encoding="utf-8") as file:
            return file.read()

    def back_in_text(self):
        wait_for("the keyboard back in the text", lambda: self.editor.is_focused(TEXT))

    def test_finding_with_facts_and_citation(self):
        editor = self.editor
        self.wait_for_text("2 findings in 1 topic · 1 cites nothing")
        editor.keys("ctrl+s")
        wait_for("the file in its own form", lambda: self.saved() != GUIDELINE)
        original = self.saved()

        editor.keys("ctrl+End")
        editor.keys("ctrl+shift+a")
        editor.find("Add the study of a reference")
        editor.type("later")
        editor.keys("Return")
        self.back_in_text()
        editor.type("A third.")
        self.wait_for_text("A third.\n RCT     2  Later 2022 ")
        self.wait_for_text("3 findings in 1 topic · 1 cites nothing")

        editor.keys("ctrl+shift+f")
        editor.find("Participants", "text")
        editor.keys("Tab")
        editor.keys("shift+Tab")
        editor.type("12")
        editor.keys("Return")
        self.back_in_text()
        self.wait_for_text("n = 12")
        wait_for("the page to follow", lambda: "n=12" in editor.page_text())

        # “[” opens the references; Esc leaves the bracket, Enter cites.
        editor.type("[")
        editor.find("Cite a reference")
        editor.keys("Escape")
        self.back_in_text()
        self.wait_for_text("A third.[")
        editor.keys("BackSpace")
        editor.type("[")
        editor.find("Cite a reference")
        editor.type("1")
        editor.keys("Return")
        self.back_in_text()
        self.wait_for_text("1  Early 2011     2  Later 2022")

        # On the last chip: Backspace selects it, and again removes it.
        editor.keys("End", "Right", "Tab", "Tab")
        editor.keys("BackSpace", "BackSpace")
        self.wait_for_text("A third.\n RCT     n = 12     2  Later 2022")
        editor.keys("ctrl+s")
        wait_for("the finding in the file", lambda: 'cites="r2"' in self.saved() and 'participants="12"' in self.saved())

        for _ in range(16):
            editor.keys("ctrl+z")
        self.wait_for_text("2 findings in 1 topic · 1 cites nothing")
        editor.keys("ctrl+s")
        wait_for("the bytes of the beginning", lambda: self.saved() == original)

    def test_move_and_link(self):
        editor = self.editor
        editor.keys("ctrl+End", "alt+Up")
        wait_for("the order", lambda: editor.text(TEXT).index("second") < editor.text(TEXT).index("first"))
        editor.keys("Up", "Home")
        editor.keys("ctrl+shift+k")
        editor.find("Words", "text")
        editor.type("see")
        editor.keys("Tab")
        editor.type("javascript:alert(1)")
        editor.keys("Return")
        editor.find("No published link may lead there")
        editor.keys("ctrl+a")
        editor.type("example.org")
        editor.keys("Return")
        self.back_in_text()
        editor.keys("ctrl+s")
        wait_for("the link in the file", lambda: '<link href="https://example.org">see</link>' in self.saved())


if __name__ == "__main__":
    unittest.main(verbosity=2)
