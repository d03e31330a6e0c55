#!/usr/bin/python3
# test-cli.py: drives the built precept program
#
# Usage: test-cli.py [CLASS[.TEST]…]
# With PRECEPT_UPDATE_GOLDEN=1 it rewrites golden/ from what the program prints.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import re
import stat
import subprocess
import sys
import tempfile
import unittest
from xml.etree import ElementTree

import jsonschema

SOURCE = pathlib.Path(os.environ["PRECEPT_SOURCE_DIR"])
PRECEPT = pathlib.Path(os.environ["PRECEPT_BUILD_DIR"]) / "src/cli/precept"
SAMPLE = SOURCE / "data/samples/qalsody.xml"
CHECK_GOLDEN = SOURCE / "tests/check/golden"
GOLDEN = SOURCE / "tests/cli/golden"
sys.path.append(str(SOURCE / "tests"))
from keep_pdfs import keep_pdfs  # noqa: E402

COMMANDS = ("new", "import", "check", "format", "publish", "decide", "test", "pages")
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]

TEXT = """Xampline (exemplumab)

Summary

Xampline is a drug for a disease that is rare.

Definitions

“Remission (REM)” is the absence of symptoms.

References

1. Smith JA, Doe B. Trial of exemplumab for a rare disease. *J Ex*. 2020;1(2):3-4. doi:10.1234/abc.1
"""


class Case(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="precept-cli-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.addCleanup(keep_pdfs, self.folder, self.id().split(".", 1)[-1])

    def run_precept(self, *arguments, status=0, stdin=b"", cwd=None, prefix=()):
        """Runs the program; returns what it wrote to standard output and to standard error."""
        done = subprocess.run([*prefix, str(PRECEPT), *map(str, arguments)], input=stdin,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cwd or self.folder, timeout=100)
        out = done.stdout.decode("utf-8", "surrogateescape")
        err = done.stderr.decode("utf-8", "surrogateescape")
        self.assertEqual(done.returncode, status, f"precept {' '.join(map(str, arguments))}\n{out}\n{err}")
        return out, err

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def write_guideline(self, name="a.xml", **options):
        path = self.folder / name
        self.run_precept("new", "--kind=drug", "-o", path, "--title", options.get("title", "Xampline (exemplumab)"))
        return path

    def write_faulty(self, name="faulty.xml"):
        """A guideline with one error."""
        path = self.write_guideline(name)
        text = path.read_text()
        self.assertIn('cites="reference-1"', text)
        path.write_text(text.replace('cites="reference-1"', 'cites="nowhere"'))
        return path

    def assert_golden(self, name, text):
        path = GOLDEN / name
        if os.environ.get("PRECEPT_UPDATE_GOLDEN"):
            path.write_text(text)
        self.assertEqual(text, path.read_text())

    def as_nobody(self):
        """How to run without root's rights, which no file mode stops."""
        if os.geteuid() != 0:
            return ()
        self.folder.chmod(0o755)
        probe = subprocess.run([*NOBODY, str(PRECEPT), "--version"], capture_output=True)
        if probe.returncode != 0:
            self.skipTest("the program can't be run as another user here")
        return NOBODY


class Program(Case):
    def test_version(self):
        out, err = self.run_precept("--version")
        self.assertRegex(out, r"^precept \d+\.\d+\.\d+\n$")
        self.assertEqual(err, "")

    def test_help_lists_every_command(self):
        out, _ = self.run_precept("--help")
        for command in COMMANDS:
            self.assertRegex(out, rf"\n  {command} ")
            help_out, _ = self.run_precept(command, "--help")
            self.assertIn(f"precept {command} ", help_out)
            self.assertEqual(self.run_precept("help", command)[0], help_out)

    def test_no_command(self):
        out, err = self.run_precept(status=2)
        self.assertEqual(out, "")
        self.assertIn("Usage: precept COMMAND", err)

    def test_unknown_command(self):
        _, err = self.run_precept("chekc", status=2)
        self.assertIn("there is no command “chekc”. Run “precept --help”", err)

    def test_unknown_option(self):
        for command in COMMANDS:
            _, err = self.run_precept(command, "--no-such-option", status=2)
            self.assertIn(f"Run “precept {command} --help”.", err)

    def test_manual_names_every_command_and_option(self):
        manual = (SOURCE / "data/man/precept.1").read_text().replace("\\-", "-")
        for command in COMMANDS:
            out, _ = self.run_precept(command, "--help")
            self.assertIn(command, manual)
            for option in re.findall(r"--([a-z-]+)", out):
                self.assertRegex(manual, rf"(Fl )?-{option}\b", f"{command} --{option} is not in the manual")


class New(Case):
    def test_every_kind(self):
        for kind in ("drug", "procedure", "device"):
            path = self.folder / f"{kind}.xml"
            out, err = self.run_precept("new", f"--kind={kind}", "-o", path)
            self.assertEqual((out, err), ("", ""))
            self.run_precept("format", "--check", path)
            out, _ = self.run_precept("check", path)
            self.assertIn(" 0 errors, 3 warnings, 0 hints.", out)
            self.assertIn(f'kind="{kind}"', path.read_text())

    def test_title(self):
        for kind, title, expected in (
            ("drug", "Xampline (exemplumab)", ['id="xampline-exemplumab"', "<brand>Xampline</brand>", "<generic>exemplumab</generic>"]),
            ("drug", "exemplumab", ['id="exemplumab"', "<generic>exemplumab</generic>"]),
            ("device", "Cough & breath <aids>", ['id="cough-breath-aids"', "<name>Cough &amp; breath &lt;aids></name>"]),
            ("procedure", "Éxamen 2", ['id="examen-2"', "<title>Éxamen 2</title>"]),
            ("procedure", "日本", ["<title>日本</title>"]),
            ("procedure", "Summary", ["<title>Summary</title>"]),
        ):
            out, _ = self.run_precept("new", f"--kind={kind}", "-o", "-", "--title", title)
            for piece in expected:
                self.assertIn(piece, out.replace("&gt;", ">"))
            path = self.write("titled.xml", out)
            self.run_precept("format", "--check", path)
            self.run_precept("check", path)

    def test_same_every_time(self):
        first, _ = self.run_precept("new", "--kind=drug", "-o", "-")
        second, _ = self.run_precept("new", "--kind=drug", "-o", "-")
        self.assertEqual(first, second)

    def test_does_not_overwrite(self):
        path = self.write("a.xml", "mine")
        _, err = self.run_precept("new", "--kind=drug", "-o", path, status=2)
        self.assertIn(f"precept: {path}: The file is there already.", err)
        self.assertEqual(path.read_text(), "mine")
        self.run_precept("new", "--kind=drug", "-o", path, "--force")
        self.assertIn("<guideline", path.read_text())

    def test_wrong_use(self):
        for arguments, words in ((["-o", "a.xml"], "--kind"), (["--kind=drug"], "-o FILE"),
                                 (["--kind=cat", "-o", "a.xml"], "no template “cat”"),
                                 (["--kind=drug", "-o", "a.xml", "b.xml"], "nothing else"),
                                 (["--kind=../../x", "-o", "a.xml"], "no template")):
            _, err = self.run_precept("new", *arguments, status=2)
            self.assertIn(words, err)
            self.assertEqual(list(self.folder.iterdir()), [])

    def test_folder_missing(self):
        _, err = self.run_precept("new", "--kind=drug", "-o", self.folder / "no/a.xml", status=2)
        self.assertIn("there is no such file or folder", err)


class Import(Case):
    def test_text(self):
        source = self.write("xampline.txt", TEXT)
        path = self.folder / "xampline.xml"
        _, err = self.run_precept("import", source, "-o", path)
        self.assertEqual(err, "")
        out, _ = self.run_precept("check", path)
        self.assertIn(" 0 errors", out)
        self.run_precept("format", "--check", path)
        self.assertIn('doi="10.1234/abc.1"', path.read_text())

    def test_standard_streams(self):
        source = self.write("guideline.txt", TEXT)
        self.run_precept("import", source, "-o", "b.xml")
        out, _ = self.run_precept("import", "-", "-o", "-", stdin=TEXT.encode())
        self.assertEqual(out, (self.folder / "b.xml").read_text())

    def test_does_not_overwrite(self):
        source = self.write("a.txt", TEXT)
        path = self.write("a.xml", "mine")
        _, err = self.run_precept("import", source, "-o", path, status=2)
        self.assertIn("overwrite it with --force", err)
        self.assertEqual(path.read_text(), "mine")
        self.run_precept("import", source, "-o", path, "-f")

    def test_guideline_is_refused(self):
        _, err = self.run_precept("import", SAMPLE, "-o", "a.xml", status=2)
        self.assertIn("a guideline already", err)
        self.assertFalse((self.folder / "a.xml").exists())

    def test_binary_is_refused(self):
        source = self.write("a.txt", bytes(range(256)) * 8)
        _, err = self.run_precept("import", source, "-o", "a.xml", status=2)
        self.assertIn(f"precept: {source}:", err)
        self.assertFalse((self.folder / "a.xml").exists())

    def test_missing(self):
        _, err = self.run_precept("import", "no.txt", "-o", "a.xml", status=2)
        self.assertEqual(err, "precept: no.txt: There is no such file. Check its name and folder.\n")

    def test_wrong_use(self):
        self.assertIn("-o FILE", self.run_precept("import", "a.txt", status=2)[1])
        self.assertIn("Name one text", self.run_precept("import", "-o", "a.xml", status=2)[1])


class Check(Case):
    def test_sample_is_right(self):
        out, err = self.run_precept("check", SAMPLE)
        self.assertIn(" 0 errors, 0 warnings, 0 hints.", out)
        self.assertEqual(err, "")

    def test_warnings_are_no_failure(self):
        out, _ = self.run_precept("check", self.write_guideline())
        self.assertIn("[missing-version]", out)

    def test_errors(self):
        path = self.write_faulty()
        out, err = self.run_precept("check", path, status=1)
        self.assertIn("1 error,", out)
        self.assertIn("(line ", out)
        self.assertEqual(err, "")

    def test_unreadable_files_win_and_others_are_checked(self):
        good, faulty = self.write_guideline("good.xml"), self.write_faulty()
        cut = self.write("cut.xml", good.read_bytes()[:700])
        cases = {
            "cut.xml": r"precept: cut\.xml:\d+:\d+: ",
            "binary.xml": r"precept: binary\.xml:1:1: ",
            "empty.xml": r"precept: empty\.xml: The file is empty\.",
            "latin.xml": r"precept: latin\.xml:\d+:\d+: ",
            "other.xml": r"precept: other\.xml:1:1: ",
            "doctype.xml": r"precept: doctype\.xml:1:\d+: ",
            "entity.xml": r"precept: entity\.xml:\d+:\d+: ",
            "folder": r"precept: folder: This is a folder\.",
            "missing.xml": r"precept: missing\.xml: There is no such file\.",
        }
        self.assertTrue(cut.exists())
        self.write("binary.xml", bytes(range(256)))
        self.write("empty.xml", b"")
        self.write("latin.xml", good.read_text().replace("’", "'").replace("Xampline", "Éxampline").encode("latin-1"))
        self.write("other.xml", "<html/>")
        self.write("doctype.xml", '<!DOCTYPE guideline SYSTEM "http://127.0.0.1:1/x">\n' + good.read_text().split("\n", 1)[1])
        self.write("entity.xml", good.read_text().replace("draft", "&unknown;"))
        (self.folder / "folder").mkdir()
        for name, pattern in cases.items():
            out, err = self.run_precept("check", "good.xml", name, faulty, status=2)
            self.assertRegex(err, pattern)
            self.assertEqual(err.count("\n"), 1, err)
            self.assertRegex(err, r"[.”>]\n$")
            self.assertIn(f"{name}: could not be read", out)
            self.assertIn("3 guidelines: 1 error, ", out)
            self.assertIn("; 1 could not be read.", out)

    def test_utf_16_is_read(self):
        good = self.write_guideline()
        text = good.read_text().replace('encoding="UTF-8"', 'encoding="UTF-16"')
        self.write("utf16.xml", text.encode("utf-16"))
        expected, _ = self.run_precept("check", good)
        out, _ = self.run_precept("check", "utf16.xml")
        self.assertEqual(re.sub(r"^.*?:", "", out), re.sub(r"^.*?:", "", expected))

    def test_standard_input(self):
        out, _ = self.run_precept("check", "-", stdin=SAMPLE.read_bytes())
        self.assertTrue(out.startswith("-: nothing to report\n"))

    def test_full_disk(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("there is no /dev/full")
        for arguments in (("check", SAMPLE), ("new", "--kind=drug", "-o", "-")):
            with open("/dev/full", "wb") as full:
                done = subprocess.run([str(PRECEPT), *map(str, arguments)], stdout=full, stderr=subprocess.PIPE)
            self.assertEqual(done.returncode, 2)
            self.assertIn("Standard output can’t be written.", done.stderr.decode())

    def test_no_permission(self):
        prefix = self.as_nobody()
        path = self.write_guideline()
        path.chmod(0)
        _, err = self.run_precept("check", path, status=2, prefix=prefix)
        self.assertIn("You may not read this file.", err)

    def test_today(self):
        out, _ = self.run_precept("check", "--today=2026-03-02", CHECK_GOLDEN / "clean.xml")
        self.assertIn("[review-overdue]", out)
        out, _ = self.run_precept("check", CHECK_GOLDEN / "clean.xml")
        self.assertNotIn("[review-overdue]", out)
        for wrong in ("today", "2026-02-30", "2026-3-1", "2026-03-01x"):
            _, err = self.run_precept("check", f"--today={wrong}", SAMPLE, status=2)
            self.assertIn("is not a day", err)

    def test_rules(self):
        out, _ = self.run_precept("check", "--list-rules")
        self.assertIn("duplicate-reference (warning): Reference listed twice\n    ", out)

    def test_wrong_use(self):
        self.assertIn("Name at least one guideline", self.run_precept("check", status=2)[1])
        self.assertIn("no report format “xml”", self.run_precept("check", "--format=xml", SAMPLE, status=2)[1])

    def reports(self, form):
        self.write("not a guideline.xml", "<html/>")
        for name in ("references.xml", "metadata-draft.xml"):
            self.write(name, (CHECK_GOLDEN / name).read_bytes())
        arguments = ("check", f"--format={form}", "references.xml", "metadata-draft.xml", "not a guideline.xml")
        out, _ = self.run_precept(*arguments, status=2)
        again, _ = self.run_precept(*arguments, status=2)
        self.assertEqual(out, again)
        return out

    def test_json(self):
        out = self.reports("json")
        report = json.loads(out)
        schema = json.loads((SOURCE / "data/schema/check-report.schema.json").read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema).validate(report)
        severities = [d["severity"] for f in report["files"] for d in f.get("diagnostics", ())]
        self.assertEqual(report["summary"], {"errors": severities.count("error"), "warnings": severities.count("warning"),
                                             "hints": severities.count("hint"), "unreadable": 1})
        self.assert_golden("report.json", out)

    def test_sarif(self):
        out = self.reports("sarif")
        report = json.loads(out)
        schema = json.loads((SOURCE / "tests/cli/sarif.schema.json").read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema).validate(report)
        run = report["runs"][0]
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        for result in run["results"]:
            self.assertEqual(rules[result.pop("ruleIndex")], result["ruleId"])
        self.assertFalse(run["invocations"][0]["executionSuccessful"])
        uri = run["invocations"][0]["toolExecutionNotifications"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        self.assertEqual(uri, "not%20a%20guideline.xml")
        # A new rule may move the others; what the results say must not change unseen.
        self.assert_golden("results.sarif.json", json.dumps(run["results"], indent=2, ensure_ascii=False) + "\n")


class Format(Case):
    def make_ugly(self, name="ugly.xml"):
        path = self.write_guideline(name)
        text = path.read_text()
        path.write_text(re.sub(r"\n\s*", "\n\n", text).replace('id="subject" kind="drug"', "kind='drug'   id='subject'"))
        return path, text

    def test_check_changes_nothing(self):
        path, _ = self.make_ugly()
        before = path.read_bytes()
        out, _ = self.run_precept("format", "--check", path, status=1)
        self.assertEqual(out, f"{path}: not in canonical form\n")
        self.assertEqual(path.read_bytes(), before)

    def test_rewrites(self):
        path, canonical = self.make_ugly()
        path.chmod(0o640)
        out, _ = self.run_precept("format", path)
        self.assertEqual(out, f"{path}: rewritten\n")
        self.assertEqual(path.read_text(), canonical)
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o640)
        self.run_precept("format", "--check", path)
        self.assertEqual([p.name for p in self.folder.iterdir()], [path.name])

    def test_leaves_canonical_files_alone(self):
        path = self.write_guideline()
        before = path.stat()
        self.assertEqual(self.run_precept("format", path), ("", ""))
        self.assertEqual(path.stat().st_ino, before.st_ino)

    def test_follows_links(self):
        path, canonical = self.make_ugly()
        link = self.folder / "link.xml"
        link.symlink_to(path.name)
        self.run_precept("format", link)
        self.assertTrue(link.is_symlink())
        self.assertEqual(path.read_text(), canonical)

    def test_standard_streams(self):
        path, canonical = self.make_ugly()
        out, _ = self.run_precept("format", "-", stdin=path.read_bytes())
        self.assertEqual(out, canonical)

    def test_other_files_are_still_formatted(self):
        path, canonical = self.make_ugly()
        broken = self.write("broken.xml", "<guideline")
        _, err = self.run_precept("format", broken, path, status=2)
        self.assertRegex(err, r"broken\.xml:1:\d+: ")
        self.assertEqual(broken.read_text(), "<guideline")
        self.assertEqual(path.read_text(), canonical)

    def test_no_permission(self):
        prefix = self.as_nobody()
        path, _ = self.make_ugly()
        before = path.read_bytes()
        path.chmod(0o444)
        _, err = self.run_precept("format", path, status=2, prefix=prefix)
        self.assertIn("you have no permission", err)
        self.assertEqual(path.read_bytes(), before)


class Publish(Case):
    def test_all(self):
        out, err = self.run_precept("publish", SAMPLE, "--pdf=a.pdf", "--html=a.html", "--rules=a.json")
        self.assertEqual((out, err), ("", ""))
        self.assertTrue((self.folder / "a.html").read_bytes().startswith(b"<!DOCTYPE html>\n"))
        self.assertTrue((self.folder / "a.pdf").read_bytes().startswith(b"%PDF-"))
        rules = json.loads((self.folder / "a.json").read_text())
        self.assertEqual(rules["format"], "coverage-rules")
        schema = json.loads((SOURCE / "data/schema/coverage-rules.schema.json").read_text())
        jsonschema.Draft202012Validator(schema).validate(rules)

    def test_each_alone_and_the_same_every_time(self):
        self.run_precept("publish", SAMPLE, "--pdf=a.pdf")
        self.run_precept("publish", SAMPLE, "--pdf=b.pdf")
        self.assertEqual((self.folder / "a.pdf").read_bytes(), (self.folder / "b.pdf").read_bytes())
        self.assertEqual({p.name for p in self.folder.iterdir()}, {"a.pdf", "b.pdf"})
        self.run_precept("publish", SAMPLE, "--rules=a.json")
        self.run_precept("publish", SAMPLE, "--rules=b.json")
        self.assertEqual((self.folder / "a.json").read_bytes(), (self.folder / "b.json").read_bytes())
        self.run_precept("publish", SAMPLE, "--facts-schema=a.schema.json")
        self.run_precept("publish", SAMPLE, "--facts-schema=b.schema.json")
        self.assertEqual((self.folder / "a.schema.json").read_bytes(), (self.folder / "b.schema.json").read_bytes())
        self.run_precept("publish", SAMPLE, "--fhir=a.fhir.json")
        self.run_precept("publish", SAMPLE, "--fhir=b.fhir.json")
        self.assertEqual((self.folder / "a.fhir.json").read_bytes(), (self.folder / "b.fhir.json").read_bytes())
        self.assertEqual(json.loads((self.folder / "a.fhir.json").read_text())["resourceType"], "Bundle")
        self.run_precept("publish", SAMPLE, "--html=a.html")
        self.run_precept("publish", SAMPLE, "--html=b.html")
        self.assertEqual((self.folder / "a.html").read_bytes(), (self.folder / "b.html").read_bytes())

    def page_size(self, name):
        out = subprocess.run(["pdfinfo", name], cwd=self.folder, capture_output=True, text=True, check=True).stdout
        return re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", out).groups()

    def test_paper(self):
        path = self.write_guideline()
        for paper, size in (("letter", ("612", "792")), ("a4", ("595.28", "841.89"))):
            self.run_precept("publish", path, f"--pdf={paper}.pdf", f"--paper={paper}")
            self.assertEqual([f"{float(n):.0f}" for n in self.page_size(f"{paper}.pdf")], [f"{float(n):.0f}" for n in size])
            self.run_precept("publish", path, f"--html={paper}.html", f"--paper={paper}")
            self.assertIn(f"@page{{size:{paper};", (self.folder / f"{paper}.html").read_text().replace("A4", "a4"))
        _, err = self.run_precept("publish", path, "--pdf=b4.pdf", "--paper=b4", status=2)
        self.assertIn("no paper “b4”", err)
        self.assertFalse((self.folder / "b4.pdf").exists())

    def test_plan(self):
        path = self.write_guideline()
        _, err = self.run_precept("publish", path, "--pdf=a.pdf", "--plan=no-such-folder", status=2)
        self.assertIn("precept: no-such-folder: There is no such folder.", err)
        (self.folder / "plan").mkdir()
        self.run_precept("publish", path, "--pdf=a.pdf", "--plan=plan")
        self.run_precept("publish", path, "--pdf=b.pdf")
        self.assertEqual((self.folder / "a.pdf").read_bytes(), (self.folder / "b.pdf").read_bytes())
        (self.folder / "plan/style.ini").write_text("[colors]\naccent=#7A1F5C\n")
        self.run_precept("publish", path, "--html=a.html", "--plan=plan")
        self.assertIn("--accent:#7A1F5C;", (self.folder / "a.html").read_text())

    def collect_texts(self, node):
        """The printed lines of criteria, in their order; parts of one criterion are not printed by themselves."""
        yield from node["text"].split("\n")
        for child in node.get("of", []):
            yield from self.collect_texts(child)

    def test_pdf_says_what_the_rules_say(self):
        """Whoever reads only the PDF and whoever reads only the JSON read the same sentences."""
        for file in (*sorted((SOURCE / "data/samples").glob("*.xml")), SOURCE / "tests/rules/golden/criteria.xml"):
            self.run_precept("publish", file, "--pdf=a.pdf", "--rules=a.json")
            out = subprocess.run(["pdfinfo", "-struct-text", "a.pdf"], cwd=self.folder, capture_output=True, text=True, check=True).stdout
            # Without spaces: words in italics and links stand on lines of their own.
            printed = re.sub(r"\s", "", "".join(re.findall(r'^ *"(.*)"$', out, re.M)))
            rules = json.loads((self.folder / "a.json").read_text())
            told = list(self.collect_texts(rules["general"])) if "general" in rules else []
            for indication in rules["indications"]:
                told.append(indication["title"])
                if indication["appliesTo"]["facts" if "facts" in indication["appliesTo"] else "id"] != ["indication"]:
                    told += self.collect_texts(indication["appliesTo"])
                for request in indication["requests"]:
                    told += self.collect_texts(request["criteria"])
                    told += [re.sub(r"^Quantity limit.*?: ", "", limit["text"]) for limit in request["limits"]]
            place = 0
            for text in told:
                found = printed.find(re.sub(r"\s", "", text), place)
                self.assertNotEqual(found, -1, f"{file.name}: {text}")
                place = found + 1
            self.assertGreater(place, 0)

    def test_errors_are_told_and_published(self):
        path = self.write_faulty()
        _, err = self.run_precept("publish", path, "--pdf=a.pdf", "--rules=a.json")
        self.assertIn(f"precept: {path}: The guideline has 1 error, and should not go out like this.", err)
        self.assertTrue((self.folder / "a.pdf").exists())
        self.assertTrue((self.folder / "a.json").exists())

    def test_wrong_use(self):
        self.assertIn("--pdf=FILE, --html=FILE, --rules=FILE", self.run_precept("publish", SAMPLE, status=2)[1])
        self.assertIn("Name the guideline", self.run_precept("publish", "--pdf=a.pdf", status=2)[1])
        self.assertIn("not several", self.run_precept("publish", SAMPLE, SAMPLE, "--pdf=a.pdf", status=2)[1])

    def test_never_over_the_guideline(self):
        path = self.write_guideline()
        before = path.read_bytes()
        (self.folder / "link.xml").symlink_to("a.xml")
        (self.folder / "sub").mkdir()
        for option in ("--pdf", "--html", "--rules", "--facts-schema", "--fhir"):
            for name in ("a.xml", "./a.xml", "sub/../a.xml", "link.xml", path):
                _, err = self.run_precept("publish", path, f"{option}={name}", status=2)
                self.assertIn("This is the guideline itself", err)
                self.assertEqual(path.read_bytes(), before)
            self.assertIn("Name a file", self.run_precept("publish", path, f"{option}=-", status=2)[1])
        for first, second in (("--pdf", "--rules"), ("--pdf", "--html"), ("--html", "--rules"), ("--rules", "--fhir")):
            _, err = self.run_precept("publish", path, f"{first}=out", f"{second}=./out", status=2)
            self.assertIn("can't be one file", err)
            self.assertFalse((self.folder / "out").exists())

    def test_unreadable(self):
        self.write("cut.xml", SAMPLE.read_bytes()[:900])
        _, err = self.run_precept("publish", "cut.xml", "--pdf=a.pdf", status=2)
        self.assertRegex(err, r"^precept: cut\.xml:\d+:\d+: ")
        self.assertFalse((self.folder / "a.pdf").exists())

    def test_unwritable(self):
        (self.folder / "taken").mkdir()
        for option in ("--pdf", "--html", "--rules", "--facts-schema", "--fhir"):
            for name in ("no/such/a", "taken"):
                _, err = self.run_precept("publish", SAMPLE, f"{option}={name}", status=2)
                self.assertIn(f"precept: {name}: ", err)


# Our own wording, and no sample: what is tested here must not change with it.
RULES = """<?xml version="1.0" encoding="UTF-8"?>
<guideline xmlns="urn:precept:guideline:1" id="footbath" xml:lang="en-US">
  <metadata>
    <title>Foot bath</title>
    <version>2</version>
    <status>draft</status>
    <subject id="footbath-device" kind="device"/>
  </metadata>
  <coverage id="coverage">
    <precedence>
      <governed-by id="law">state law</governed-by>
    </precedence>
    <facts>
      <fact id="warmth" kind="lab" unit="Cel" unit-shown="°C">
        <name>warmth of the foot</name>
      </fact>
      <fact id="mood" kind="choice">
        <name>mood</name>
        <option id="calm">calm</option>
        <option id="restless">restless</option>
      </fact>
    </facts>
    <indication id="cold-feet" determination="medically-necessary-when-met">
      <title>Cold feet</title>
      <applies-to>
        <diagnosis id="cold" of="cold feet">
          <code-ref table="cold-codes"/>
        </diagnosis>
      </applies-to>
      <request id="bath" type="any">
        <all id="bath-criteria">
          <age id="grown" at-least="18"/>
          <lab id="chilly" fact="warmth" less-than="28.5" within="1 week"/>
          <is id="restful" fact="mood" value="calm"/>
          <prescriber id="asked">
            <specialty code="213E00000X">a podiatrist</specialty>
          </prescriber>
        </all>
      </request>
    </indication>
    <all-other-uses id="others" determination="not-medically-necessary">
      <p id="others-p">Nothing else.</p>
    </all-other-uses>
    <vignettes>
      <vignette id="good" decision="medically-necessary" indication="cold-feet" on="2026-02-01">
        <title>Cold &amp; calm</title>
        <given fact="billing-codes" value="E0235"/>
        <given fact="diagnoses" value="R20.8"/>
        <given fact="age-years" value="40"/>
        <given fact="warmth" value="25" on="2026-01-30"/>
        <given fact="mood" value="calm"/>
        <given fact="prescriber-specialty" value="213E00000X"/>
      </vignette>
    </vignettes>
  </coverage>
  <billing-codes id="billing">
    <code-table id="bath-codes" role="billing">
      <caption>Baths</caption>
      <code id="code-1" system="HCPCS" value="E0235" use="product"/>
    </code-table>
    <code-table id="cold-codes" role="diagnosis">
      <caption>Cold feet</caption>
      <code id="code-2" system="ICD-10-CM" value="R20.8"/>
    </code-table>
  </billing-codes>
</guideline>
"""
COVERED = {"billing-codes": ["E0235"], "diagnoses": ["R20.8"], "age-years": 40, "warmth-lowest-1-week": 25,
           "mood": "calm", "prescriber-specialty": "213E00000X"}


class Decide(Case):
    def setUp(self):
        super().setUp()
        self.guideline = self.write("a.xml", RULES)
        self.run_precept("publish", self.guideline, "--rules=a.json")

    def decide(self, case, *options, file="a.xml", status=0):
        self.write("case.json", case if isinstance(case, (str, bytes)) else json.dumps(case))
        return self.run_precept("decide", file, "--case=case.json", *options, status=status)

    def decide_json(self, case, *options, file="a.xml"):
        return json.loads(self.decide(case, "--format=json", *options, file=file)[0])

    def test_decisions(self):
        cases = {
            "medically-necessary": COVERED,
            "not-medically-necessary": {**COVERED, "mood": "restless"},
            "needs-information": {key: value for key, value in COVERED.items() if key != "mood"},
            "not-applicable": {"billing-codes": ["E0236"]},
            "governed-by-law": {**COVERED, "governed-by-law": True},
        }
        for decision, case in cases.items():
            for file in ("a.xml", "a.json"):
                found = self.decide_json(case, file=file)
                self.assertEqual(found["decision"], decision, file)
                self.assertEqual(found["ask"], ["mood"] if decision == "needs-information" else [])
                self.assertEqual(found["verify"], [] if decision in ("not-applicable", "governed-by-law") else ["governed-by-law"])
                self.assertEqual(found["refer"], decision == "not-medically-necessary")
                self.assertEqual(found["guideline"], {"id": "footbath", "version": "2", "status": "draft"})
                self.assertEqual(set(found["questions"]), {*found["ask"], *found["verify"]})

    def test_questions_lead_to_a_decision(self):
        case = {}
        for _ in range(20):
            found = self.decide_json(case)
            if found["decision"] != "needs-information":
                break
            for fact in found["ask"]:
                self.assertTrue(found["questions"][fact].endswith("?"))
                case[fact] = COVERED[fact]
        self.assertEqual(found["decision"], "medically-necessary")
        self.assertEqual(set(case), set(COVERED))

    def test_text(self):
        out, err = self.decide({"billing-codes": ["E0235"], "diagnoses": ["R20.8"], "age-years": 17})
        self.assertEqual(err, "")
        self.assertEqual(out, "not-medically-necessary\n"
                              "The criteria are not met. Refer to a clinical reviewer: this is not a denial.\n"
                              "Indication: cold-feet\n"
                              "The guideline is not approved: its status is draft.\n\n"
                              "To verify; until then the decision is provisional:\n"
                              "  governed-by-law: Is this request decided by state law instead of this guideline?\n")
        self.assertIn("\nStill to know:\n  billing-codes: Which HCPCS codes are requested?\n", self.decide("{}")[0])

    def test_explanation(self):
        case = {**COVERED, "age-years": 17}
        del case["mood"]
        out, _ = self.decide(case, "--explain")
        self.assertRegex(out, r"\n  not met  +The member is 18 years of age or older\n")
        lines = {line["id"]: line for line in self.decide_json(case, "--explain")["explanation"]}
        self.assertEqual({key: lines[key]["value"] for key in ("in-scope", "cold-feet", "cold", "bath", "grown", "chilly", "restful")},
                         {"in-scope": 1, "cold-feet": 1, "cold": 1, "bath": -1, "grown": -1, "chilly": 1, "restful": 0})
        self.assertEqual(lines["chilly"]["text"], "Warmth of the foot below 28.5 °C within the past week")
        self.assertEqual(lines["chilly"]["fact"], "warmth-lowest-1-week")
        self.assertNotIn("explanation", self.decide_json(case))

    def test_what_is_wrong_with_a_case(self):
        faults = [
            ({"age-yaers": 3}, "“age-yaers” is not a fact of this guideline. Did you mean “age-years”?"),
            ({"warmth": 3}, "“warmth” is not a fact of this guideline. Did you mean “warmth-lowest-1-week”?"),
            ({"shoe-size-of-the-neighbor": 3}, "“shoe-size-of-the-neighbor” is not a fact of this guideline. Leave it out"),
            ({"age-years": "old"}, "“age-years” is “old”: a whole number in years (UCUM: a) is expected."),
            ({"age-years": "40"}, "“age-years” is “40”: a whole number"),
            ({"age-years": 40.5}, "“age-years” is 40.5: a whole number"),
            ({"age-years": -1}, "“age-years” is -1: it can't be less than 0."),
            ({"age-years": True}, "“age-years” is true: a whole number"),
            ({"warmth-lowest-1-week": {"value": 77, "unit": "[degF]"}},
             "“warmth-lowest-1-week” is in “[degF]”: a number in °C (UCUM: Cel) is expected. Convert it"),
            ({"warmth-lowest-1-week": {"unit": "Cel"}}, "“warmth-lowest-1-week” is an object: a number in °C"),
            ({"mood": "merry"}, "“mood” is “merry”, which is not one of its options: calm, restless.\n"),
            ({"mood": "Clam"}, "“mood” is “Clam”, which is not one of its options: calm, restless. Did you mean “calm”?"),
            ({"AGE_YEARS": 3}, "“AGE_YEARS” is not a fact of this guideline. Did you mean “age-years”?"),
            ({"mood": 1}, "“mood” is a number: one of calm, restless is expected."),
            ({"governed-by-law": "no"}, "“governed-by-law” is “no”: true or false is expected."),
            ({"diagnoses": "R20.8"}, "“diagnoses” is “R20.8”: a list of ICD-10-CM codes is expected."),
            ({"diagnoses": ["R208"]}, "“diagnoses” has “R208”, which can't be a code of ICD-10-CM. Write “R20.8”."),
            ({"diagnoses": ["E0235"]}, "“diagnoses” has “E0235”, which can't be a code of ICD-10-CM."),
            ({"diagnoses": [3]}, "“diagnoses” has a number in its list"),
            ({"billing-codes": ["R20.8"]}, "“billing-codes” has “R20.8”, which can't be a code of CPT or HCPCS."),
            ({"prescriber-specialty": "podiatrist"}, "“prescriber-specialty” has “podiatrist”, which can't be a code of NUCC."),
            ({"prescriber-specialty": "213E00000"}, "“prescriber-specialty” has “213E00000”, which can't be a code of NUCC. Did you mean “213E00000X”?"),
        ]
        for case, message in faults:
            for file in ("a.xml", "a.json"):
                out, err = self.decide(case, file=file, status=1)
                self.assertEqual(out, "")
                self.assertTrue(err.startswith(f"precept: case.json: {message}"), err)
        _, err = self.decide({"mood": "merry", "age-years": -1, "hat": 1}, status=1)
        self.assertEqual(len(err.splitlines()), 3)

    def test_ways_to_say_a_value(self):
        for case in ({"warmth-lowest-1-week": {"value": 25, "unit": "Cel"}}, {"warmth-lowest-1-week": {"value": 25.0, "unit": "°C"}},
                     {"warmth-lowest-1-week": 25.0}, {"prescriber-specialty": "213E00000X", "governed-by-law": None}):
            self.assertEqual(self.decide_json({**COVERED, **case})["decision"], "medically-necessary")
        self.assertEqual(self.decide_json({**COVERED, "mood": None})["ask"], ["mood"])
        self.assertEqual(self.decide_json({**COVERED, "prescriber-specialty": "208D00000X"})["decision"], "not-medically-necessary")
        self.assertEqual(self.decide_json({**COVERED, "diagnoses": []})["decision"], "not-medically-necessary")

    def test_standard_input(self):
        out, _ = self.run_precept("decide", "a.xml", "--case=-", stdin=b"{}")
        self.assertTrue(out.startswith("needs-information\n"))
        self.write("case.json", "{}")
        for file in ("a.xml", "a.json"):
            out, _ = self.run_precept("decide", "-", "--case=case.json", stdin=(self.folder / file).read_bytes())
            self.assertTrue(out.startswith("needs-information\n"))
        self.assertIn("can't both", self.run_precept("decide", "-", "--case=-", status=2)[1])

    def test_unreadable(self):
        for text, message in (("", "The case is empty."), ("[]", "not one JSON object"), ("{\n\"age-years\": }", "case.json:2:"),
                              (b"\xff\xfe", "not UTF-8"),
                              ('{"age-years": 3,\n "age-years": 4}', "case.json:2:2: “age-years” is told twice"),
                              ('{"age-years": 3, "age\\u002dyears": 4}', "“age-years” is told twice"),
                              ('{"age-years": NaN}', "case.json:1:15: “NaN” is no value in JSON"),
                              ('{"age-years": 012}', "“012” is no value in JSON"), ("{'age-years': 12}", "case.json:1:2: The case is not JSON"),
                              ('{"age-years": 1e999}', "“1e999” is too large a number"),
                              ('{"age-years": 123456789012345678901}', "“123456789012345678901” is too large"),
                              ('{"age-years": 3} {}', "case.json:1:18: Something follows the end"), ('{"age-years": 3,}', "case.json:1:17:"),
                              ('{"mood": "calm}', "case.json:1:10: A quote is missing"), ("[" * 200, "nested too deep")):
            _, err = self.decide(text, status=2)
            self.assertIn(message, err)
        self.write("case.json", "{}")
        self.write("b.json", '{"format": "something-else"}')
        self.write("c.json", '{"format": "coverage-rules", "formatVersion": "2.0"}')
        self.write("d.json", '{"format": ')
        rules = json.loads((self.folder / "a.json").read_text())
        rules["indications"][0]["requests"][0]["criteria"]["of"][1]["test"] = {"==": [1, 1]}
        self.write("e.json", json.dumps(rules))
        for file, message in (("b.json", "not the coverage rules"), ("c.json", "version 2.0"), ("d.json", "not rules in JSON"),
                              ("e.json", "“chilly”: Its test is none"), ("no.xml", "no such file")):
            _, err = self.run_precept("decide", file, "--case=case.json", status=2)
            self.assertIn(message, err)
            self.assertIn(f"precept: {file}:", err)
        self.assertIn("no such file", self.run_precept("decide", "a.xml", "--case=no.json", status=2)[1])

    def test_wrong_use(self):
        for arguments, message in ((["--case=a"], "Name the guideline"), (["a.xml"], "Name the case"), (["a.xml", "a.xml", "--case=a"], "not several"),
                                   (["a.xml", "--case=a", "--format=xml"], "no report format “xml”")):
            self.assertIn(message, self.run_precept("decide", *arguments, status=2)[1])

    def test_facts_schema(self):
        """What the schema takes is taken, and what it refuses is refused."""
        self.run_precept("publish", self.guideline, "--facts-schema=facts.json")
        schema = json.loads((self.folder / "facts.json").read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        self.assertEqual(set(schema["properties"]), {*COVERED, "governed-by-law"})
        values = [None, True, 40, 40.5, -1, "calm", "213E00000X", "", [], ["R20.8"], ["E0235", "99213"], ["r20.8"], {"value": 1}]
        for fact in (*schema["properties"], "unheard-of"):
            for value in values:
                case = {fact: value}
                self.write("case.json", json.dumps(case))
                done = subprocess.run([PRECEPT, "decide", "a.xml", "--case=case.json"], cwd=self.folder, capture_output=True)
                # A number with its unit is for people; the engines that the schema is for want plain ones.
                if value != {"value": 1} or fact not in ("age-years", "warmth-lowest-1-week"):
                    self.assertEqual(done.returncode == 0, validator.is_valid(case), case)


class Test(Case):
    def test_samples(self):
        samples = sorted((SOURCE / "data/samples").glob("*.xml"))
        out, err = self.run_precept("test", *samples)
        self.assertEqual(err, "")
        self.assertEqual(out.count(" 0 failed."), len(samples))
        self.assertNotIn("No test case makes", out)

    def test_failure_and_what_is_untried(self):
        path = self.write("a.xml", RULES)
        out, _ = self.run_precept("test", "a.xml")
        self.assertEqual(out.splitlines()[:2], ["a.xml: 1 test case, 1 passed, 0 failed.", "  6 of 6 criteria made true, 0 made false."])
        self.assertIn("  No test case makes these criteria false:\n    cold: The member has cold feet (R20.8)\n", out)

        path.write_text(RULES.replace('value="calm"/>\n        <given', 'value="restless"/>\n        <given'))
        out, _ = self.run_precept("test", "a.xml", status=1)
        self.assertIn("1 test case, 0 passed, 1 failed.\n  good: Cold & calm\n"
                      "    The decision is not-medically-necessary, not medically-necessary.\n", out)
        self.assertIn("  No test case makes these criteria true:\n    bath-criteria: Foot bath is considered medically necessary when all", out)
        path.write_text(RULES.replace('        <given fact="mood" value="calm"/>\n', ""))
        self.assertIn("The decision is needs-information, not medically-necessary. Still to know: mood.", self.run_precept("test", "a.xml", status=1)[0])

    def test_faulty_cases(self):
        for old, new, message in (
                ('value="40"', 'value="forty"', "“age-years” is “forty”: a whole number in years (UCUM: a) is expected."),
                ('fact="age-years"', 'fact="age-yaers"', "“age-yaers” is not a fact of this guideline. Did you mean “age-years”?"),
                ('value="R20.8"/>\n        <given', 'value="R208"/>\n        <given', "“diagnoses” has “R208”"),
                ('on="2026-01-30"', 'on="2026-02-02"', "“warmth” is given on 2026-02-02, which is after the request."),
                (' on="2026-02-01"', "", "“warmth” is given on 2026-01-30, but the test case does not say on what day"),
                ('on="2026-01-30"', 'on="2026-02-30"', "“warmth” is given on “2026-02-30”, which is no day.")):
            self.assertIn(old, RULES)
            self.write("a.xml", RULES.replace(old, new))
            out, _ = self.run_precept("test", "a.xml", status=1)
            self.assertIn(f"  good: Cold & calm\n    {message}", out)
        # Measured too long ago is not measured.
        self.write("a.xml", RULES.replace('on="2026-01-30"', 'on="2026-01-20"'))
        self.assertIn("Still to know: warmth-lowest-1-week.", self.run_precept("test", "a.xml", status=1)[0])

    def test_junit(self):
        self.write("a.xml", RULES)
        self.write("b.xml", RULES.replace('value="40"', 'value="17"'))
        self.write("c.xml", RULES.replace('value="40"', 'value="&lt;x&gt;"'))
        out, _ = self.run_precept("test", "--format=junit", "a.xml", "b.xml", "c.xml", status=1)
        root = ElementTree.fromstring(out.encode())
        self.assertEqual((root.tag, root.attrib), ("testsuites", {"tests": "3", "failures": "1", "errors": "1"}))
        suites = root.findall("testsuite")
        self.assertEqual([suite.get("name") for suite in suites], ["a.xml", "b.xml", "c.xml"])
        self.assertEqual([[case.get("name") for case in suite.findall("testcase")] for suite in suites], [["Cold & calm"]] * 3)
        self.assertEqual(suites[1].find("testcase/failure").get("message"), "The decision is not-medically-necessary, not medically-necessary.")
        self.assertIn("“<x>”", suites[2].find("testcase/error").get("message"))
        properties = {one.get("name"): one.get("value") for one in suites[0].findall("properties/property")}
        self.assertEqual(properties, {"criteria": "6", "criteria made true": "6", "criteria made false": "0"})
        self.assertIn("grown: The member is 18 years of age or older", suites[0].find("system-out").text)
        self.assertEqual(self.run_precept("test", "--format=junit", "a.xml", "b.xml", "c.xml", status=1)[0], out)

    def test_unreadable_files_win_and_others_are_tested(self):
        self.write("a.xml", RULES)
        out, err = self.run_precept("test", "a.xml", "no.xml", "a.xml", status=2)
        self.assertEqual(out.count("a.xml: 1 test case"), 2)
        self.assertIn("precept: no.xml: There is no such file.", err)

    def test_no_cases(self):
        path = self.write_guideline()
        self.assertEqual(self.run_precept("test", path)[0], f"{path}: no test cases.\n")

    def test_wrong_use(self):
        self.assertIn("Name at least one guideline", self.run_precept("test", status=2)[1])
        self.assertIn("no report format “xml”", self.run_precept("test", SAMPLE, "--format=xml", status=2)[1])


class Pages(Case):
    def test_pictures(self):
        path = self.write_guideline()
        self.run_precept("pages", path, "--png=pages", "--scale=0.5")
        names = sorted(p.name for p in (self.folder / "pages").iterdir())
        self.assertEqual(names[0], "page-001.png")
        first = (self.folder / "pages/page-001.png").read_bytes()
        self.assertTrue(first.startswith(b"\x89PNG"))
        self.assertEqual(int.from_bytes(first[16:20], "big"), 306)
        self.run_precept("pages", path, "--png=again", "--scale=0.5")
        for name in names:
            self.assertEqual((self.folder / "pages" / name).read_bytes(), (self.folder / "again" / name).read_bytes())

    def test_later_pages(self):
        path = self.write_guideline()
        self.run_precept("pages", path, "--png=pages", "--scale=0.1")
        drawn = {p.name for p in (self.folder / "pages").iterdir()}
        others = {"page-0999.png", "page-.png", "page-99.png", "page-999.png.bak", "page-999.jpg", "PAGE-999.png", "Page 999.png"}
        for name in others | {"page-997.png", "page-1000.png"}:
            self.write(f"pages/{name}", "old")
        (self.folder / "pages/page-998.png").mkdir()
        self.run_precept("pages", path, "--png=pages", "--scale=0.1")
        self.assertEqual({p.name for p in (self.folder / "pages").iterdir()}, drawn | others | {"page-998.png"})

    def test_wrong_use(self):
        self.assertIn("--png=FOLDER", self.run_precept("pages", SAMPLE, status=2)[1])
        for scale in ("0", "-1", "nan", "1000"):
            _, err = self.run_precept("pages", SAMPLE, "--png=p", f"--scale={scale}", status=2)
            self.assertIn("from 0.1 to 20", err)
        self.run_precept("pages", "no.xml", "--png=p", status=2)
        self.assertFalse((self.folder / "p").exists())

    def test_folder_is_a_file(self):
        self.write("p", "mine")
        _, err = self.run_precept("pages", SAMPLE, "--png=p", status=2)
        self.assertIn("precept: p: ", err)
        self.assertEqual((self.folder / "p").read_text(), "mine")


if __name__ == "__main__":
    unittest.main(verbosity=2)
