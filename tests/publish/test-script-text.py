#!/usr/bin/python3
# test-script-text.py: a reader of a published file gets the text of every script back
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["PRECEPT_SOURCE_DIR"])
PRECEPT = pathlib.Path(os.environ["PRECEPT_BUILD_DIR"]) / "src/cli/precept"
SAMPLE = SOURCE / "tests/publish/samples/scripts.xml"

# As they stand in the sample: with their joiners, marks and variation selectors, in the order in which they are read.
TEXTS = (
    "Γεώργιος Παπαδόπουλος used α₂-agonists", "Николай Пирогов and Ђорђе Љубић", "Nguyễn Thị Hồng, Łukasz Żółć",
    "E̩̍ have no", "Հայաստան և Երևան", "თბილისი", "አዲስ አበባ",
    "كتب أحمد بن محمد الطبيب", "پژوهش‌های گیاه‌شناسی", "ڈاکٹر ٹیپو",
    "שרה כהן", "המאמר הזה נכתב בעברית",
    "हिन्दी के क्षत्रिय", "क्‍ष with a joiner, क्‌ष with a non-joiner", "বাংলাদেশ", "தமிழ்நாடு", "తెలుగు",
    "กรุงเทพมหานครน้ำดี", "ວຽງຈັນ",
    "本指南由专家委员会制定，用于审查药物的医疗必要性。", "東京の「ひらがな」とカタカナ", "서울 한국어", "山田太郎",
    "a face 😀, a skin tone 👍🏽, a family 👩‍👩‍👧, a flag 🇩🇪", "1️⃣",
    "soft hyphen extraordinary",
)


class ScriptText(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            pdf = pathlib.Path(folder) / "out.pdf"
            subprocess.run([PRECEPT, "publish", SAMPLE, f"--pdf={pdf}"], check=True, stderr=subprocess.DEVNULL,
                           env={**os.environ, "FONTCONFIG_FILE": str(SOURCE / "tests/layout/fonts-more.conf")})
            text = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout
        # Poppler says where text that is read from the right begins and ends.
        cls.text = re.sub("[\u202a-\u202e]", "", text)

    def test_texts(self):
        joined = self.text.replace("\n", " ")
        for text in TEXTS:
            with self.subTest(text=text):
                self.assertIn(text, joined)

    def test_lines_without_spaces(self):
        """Where lines of Chinese, Japanese and Thai end, nothing is put between the characters."""
        joined = self.text.replace("\n", "")
        self.assertIn("必须经基因检测确认携带致病变异", joined)
        self.assertIn("薬剤の医学的必要性を審査するために用いられます", joined)


if __name__ == "__main__":
    unittest.main()
