#!/usr/bin/python3
# test-reproducible.py: the same guideline gives the same bytes, whoever publishes it, where and when
#
# SPDX-License-Identifier: GPL-3.0-or-later
import difflib
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["PRECEPT_SOURCE_DIR"])
PRECEPT = pathlib.Path(os.environ["PRECEPT_BUILD_DIR"]) / "src/cli/precept"
SAMPLES = (SOURCE / "data/samples/qalsody.xml", SOURCE / "tests/publish/samples/scripts.xml")
FONTS = SOURCE / "tests/layout/fonts-more.conf"
OUTPUTS = ("pdf", "html", "rules")

# Decimal commas, letters that fold otherwise, other digits and directions, other shapes of Han.
LOCALES = ("tr_TR", "ar_EG")


def make_locale(folder, name):
    """Makes a locale that need not be installed; None where its sources are not."""
    target = folder / f"{name}.UTF-8"
    if shutil.which("localedef") is None:
        return None
    # Warnings make it exit with 1, having done its work.
    subprocess.run(["localedef", "-i", name, "-f", "UTF-8", target], capture_output=True, check=False)
    return f"{name}.UTF-8" if (target / "LC_NUMERIC").exists() else None


class Reproducible(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="precept-reproducible-"))
        cls.expected = {sample: cls.publish(sample) for sample in SAMPLES}

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    @classmethod
    def publish(cls, sample, cwd=None, prepare=None, outputs=OUTPUTS, wrapper=(), **environment):
        """What is published of a guideline: the bytes of each output."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=cls.folder))
        paths = {name: folder / f"out.{name}" for name in outputs}
        variables = {**os.environ, "FONTCONFIG_FILE": str(FONTS), "LC_ALL": "C.UTF-8", "TZ": "UTC", **environment}
        variables.pop("SOURCE_DATE_EPOCH", None)
        variables.update({name: value for name, value in environment.items() if name == "SOURCE_DATE_EPOCH"})
        subprocess.run([*wrapper, PRECEPT, "publish", sample, *(f"--{name}={path}" for name, path in paths.items())],
                       cwd=cwd, env=variables, preexec_fn=prepare, check=True, stderr=subprocess.DEVNULL)
        return {name: path.read_bytes() for name, path in paths.items()}

    def check(self, samples=SAMPLES, **changes):
        for sample in samples:
            found = self.publish(sample, **changes)
            for name, content in found.items():
                with self.subTest(sample=sample.name, output=name):
                    self.assertEqual(hashlib.sha256(content).hexdigest(),
                                     hashlib.sha256(self.expected[sample][name]).hexdigest())

    def test_again(self):
        """Addresses and the seeds of hash tables are others in each run."""
        for number in range(2):
            self.check(MALLOC_PERTURB_=str(number * 85 + 1), G_RANDOM_SEED=str(number), G_SLICE="always-malloc")

    def test_locale(self):
        folder = self.folder / "locales"
        folder.mkdir()
        made = 0
        for name in LOCALES:
            locale = make_locale(folder, name)
            if locale is None:
                continue
            made += 1
            language = name.partition("_")[0]
            with self.subTest(locale=locale):
                self.check(LOCPATH=str(folder), LC_ALL=locale, LANGUAGE=f"{language}:zh_TW:ar", PANGO_LANGUAGE=f"{language}:ko",
                           samples=SAMPLES if name == "tr_TR" else SAMPLES[1:])
        if made == 0:
            self.skipTest("the package locales is not installed")

    def test_locale_is_real(self):
        """The locales do what they are made for: else the test above proves nothing."""
        folder = self.folder / "real"
        folder.mkdir()
        locale = make_locale(folder, "de_DE")
        if locale is None:
            self.skipTest("the package locales is not installed")
        shown = subprocess.run([sys.executable, "-c", "import locale; locale.setlocale(locale.LC_ALL, ''); print(locale.format_string('%.1f', 0.5))"],
                               env={**os.environ, "LOCPATH": str(folder), "LC_ALL": locale}, capture_output=True, check=True, text=True).stdout
        self.assertEqual(shown.strip(), "0,5")

    def test_no_locale(self):
        self.check(LC_ALL="C", LANG="")

    def test_time_zone(self):
        for zone in ("Pacific/Kiritimati", "America/St_Johns", "XYZ+25:59:59"):
            self.check(TZ=zone, samples=SAMPLES[:1])

    def test_processors(self):
        """Text is set on as many threads as there are processors."""
        processors = sorted(os.sched_getaffinity(0))
        for count in (1, 2):
            if count <= len(processors):
                self.check(prepare=lambda count=count: os.sched_setaffinity(0, processors[:count]))

    def test_place(self):
        """Neither the folder, nor the name of the file, nor who owns it, nor its age shows."""
        folder = self.folder / "Ein Ordner"
        folder.mkdir()
        copy = folder / "andere Leitlinie.xml"
        shutil.copy(SAMPLES[0], copy)
        os.utime(copy, (0, 0))
        copy.chmod(0o400)
        found = self.publish(pathlib.Path(copy.name), cwd=folder, HOME=str(self.folder), USER="nobody", HOSTNAME="elsewhere",
                             XDG_CACHE_HOME=str(self.folder / "cache"), prepare=lambda: os.umask(0o077))
        for name in ("html", "rules"):
            self.assertEqual(found[name], self.expected[SAMPLES[0]][name])
        self.assert_same_pdf(found["pdf"], self.expected[SAMPLES[0]]["pdf"])

    def assert_same_pdf(self, found, expected):
        """The PDF carries its guideline along, which has a name: nothing else may differ."""
        if found == expected:
            return
        self.assertEqual(self.get_lines(found, b"andere Leitlinie.xml"), self.get_lines(expected, b"qalsody.xml"))

    def get_lines(self, pdf, name):
        plain = self.unpack(pdf)
        return [line for line in plain.replace(name, b"NAME").split(b"\n") if b"/ID [" not in line and b"NAME" not in line]

    def test_font_settings(self):
        """The settings of a computer and its user say which fonts there are, and nothing else."""
        if not pathlib.Path("/etc/fonts/conf.d").is_dir():
            self.skipTest("there are no settings of fonts")
        settings = self.folder / "settings.conf"
        settings.write_text(FONTS.read_text().replace("</fontconfig>", "<include>/etc/fonts/conf.d</include></fontconfig>"))
        self.check(FONTCONFIG_FILE=str(settings), samples=SAMPLES[1:])

    def unpack(self, pdf):
        """A PDF with all its objects plain."""
        packed, plain = self.folder / "packed.pdf", self.folder / "plain.pdf"
        packed.write_bytes(pdf)
        subprocess.run(["qpdf", "--qdf", "--object-streams=disable", "--no-original-object-ids", packed, plain], check=True)
        return plain.read_bytes()

    def assert_only_dates(self, first, second, dates):
        """Both say the same, except that each line that differs has one of its own dates."""
        changed = 0
        for line in difflib.ndiff(first.decode("latin-1").split("\n"), second.decode("latin-1").split("\n")):
            if line[0] in "-+":
                if "/ID [" in line or re.fullmatch(r"[-+] \d+|[-+] \d{10} \d{5} n ?|[-+]   /Length \d+", line):
                    continue
                self.assertTrue(any(date in line for date in dates), line[:300])
                changed += 1
        return changed

    def test_epoch(self):
        """SOURCE_DATE_EPOCH is the date of the file, and of nothing else."""
        for sample in SAMPLES:
            early = self.publish(sample, SOURCE_DATE_EPOCH="86400")
            again = self.publish(sample, SOURCE_DATE_EPOCH="86400", TZ="Asia/Tokyo")
            late = self.publish(sample, SOURCE_DATE_EPOCH="4102444799")
            self.assertEqual(early, again)
            for name in OUTPUTS:
                with self.subTest(sample=sample.name, output=name):
                    first, second = early[name], late[name]
                    if name == "pdf":
                        self.assertNotEqual(first, second)
                        first, second = self.unpack(first), self.unpack(second)
                        self.assertIn(b"/CreationDate (D:19700102000000", first)
                        self.assertIn(b"/CreationDate (D:20991231235959", second)
                        self.assertGreater(self.assert_only_dates(first, second, ("19700102", "20991231", "1970-01-02", "2099-12-31")), 2)
                    else:
                        self.assert_only_dates(first, second, ("19700102", "20991231", "1970-01-02", "2099-12-31"))

    def test_pictures(self):
        """Pictures of pages, too."""
        found = []
        for zone, processors in (("UTC", 1), ("Asia/Tokyo", 2)):
            folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
            available = sorted(os.sched_getaffinity(0))[:processors]
            subprocess.run([PRECEPT, "pages", SAMPLES[1], f"--png={folder}", "--scale=0.5"], check=True, stderr=subprocess.DEVNULL,
                           env={**os.environ, "FONTCONFIG_FILE": str(FONTS), "TZ": zone}, preexec_fn=lambda: os.sched_setaffinity(0, available))
            found.append({path.name: path.read_bytes() for path in folder.iterdir()})
        self.assertEqual(found[0], found[1])
        self.assertGreater(len(found[0]), 2)


if __name__ == "__main__":
    unittest.main()
