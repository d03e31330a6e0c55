#!/usr/bin/python3
"""test-fhir.py PRECEPT PRINT-FORM: published FHIR resources are valid, say what guidelines say, and ask what matters.

check-fhir.cjs has the checks of the resources, fill-form.cjs fills the forms in. Skipped where Node.js or the packages
are missing. PRECEPT_FORM_CASES: how many random cases to fill in a form with.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import copy
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

SOURCE = pathlib.Path(os.environ["PRECEPT_SOURCE_DIR"])
MODULES = pathlib.Path(os.environ.get("PRECEPT_NODE_MODULES", "nowhere"))
HERE = SOURCE / "tests/rules"
N_CASES = int(os.environ.get("PRECEPT_FORM_CASES", "150"))
N_RANDOM = 20
SYSTEMS = {
    "CPT": "http://www.ama-assn.org/go/cpt", "HCPCS": "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
    "ICD-10-CM": "http://hl7.org/fhir/sid/icd-10-cm", "ICD-10-PCS": "http://www.cms.gov/Medicare/Coding/ICD10",
    "NDC": "http://hl7.org/fhir/sid/ndc", "REV": "https://www.nubc.org/CodeSystem/RevenueCodes",
}
precept, print_form = sys.argv[1:3]

sys.path.insert(0, str(SOURCE / "tests/conformance"))
import documents  # noqa: E402

node = shutil.which("node")
if node is None or not all((MODULES / name).is_dir() for name in ("fhir", "@solarahealth/fhir-r4", "fhirpath", "json-logic-js")):
    print("Node.js or the FHIR packages are missing: ./dev test installs them where it can")
    sys.exit(77)
# fhirpath asks for Node.js 20; an older one may do.
probe = subprocess.run([node, "-e", f"require({json.dumps(str(MODULES / 'fhirpath'))})"], capture_output=True, text=True)
if probe.returncode:
    print(f"This Node.js does not run fhirpath: {probe.stderr[-300:]}")
    sys.exit(77)


def list_codes(path):
    """[system URI, code, last of a range or None] of all tables."""
    root = xml.etree.ElementTree.parse(path).getroot()
    name = "{urn:precept:guideline:1}"
    return [[SYSTEMS[code.get("system")], code.get("value"), code.get("through")]
            for table in root.iter(name + "code-table") for code in table.iter(name + "code")]


def publish(path, folder):
    """What check-fhir.cjs reads of one guideline; None: its bytes differ the second time."""
    made = []
    for number in "12" if path.parent.name == "samples" else "1":
        bundle, rules = pathlib.Path(folder, number + ".fhir.json"), pathlib.Path(folder, "rules.json")
        subprocess.run([precept, "publish", str(path), f"--fhir={bundle}", f"--rules={rules}"], check=True, capture_output=True)
        made.append(bundle.read_bytes())
    if made[0] != made[-1]:
        return None
    return {"bundle": json.loads(made[0]), "rules": json.loads(rules.read_bytes()), "codes": list_codes(path)}


def find(bundle, kind):
    return next(entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind)


def break_one(bundle):
    """Bundles that are each wrong in one way."""
    def walk(items):
        for item in items:
            yield item
            yield from walk(item.get("item", []))

    def of(kind, change):
        def run(broken):
            change(find(broken, kind))
        return run

    def item(condition, change):
        def run(broken):
            change(next(each for each in walk(find(broken, "Questionnaire")["item"]) if condition(each)))
        return run

    changes = {
        "a status nobody knows": of("Questionnaire", lambda r: r.update(status="final")),
        "a member nobody knows": of("ValueSet", lambda r: r.update(extra=1)),
        "an empty text": of("PlanDefinition", lambda r: r.update(usage="")),
        "a linkId twice": item(lambda i: i["linkId"] == "cosmetic", lambda i: i.update(linkId="diagnoses")),
        "a question nobody asks": item(lambda i: i["linkId"] == "cosmetic", lambda i: i.update(linkId="other")),
        "a question in other words": item(lambda i: i["linkId"] == "cosmetic", lambda i: i.update(text="So?")),
        "a question of another kind": item(lambda i: i["linkId"] == "cosmetic", lambda i: i.update(type="string")),
        "an empty group": item(lambda i: i["type"] == "group", lambda i: i.pop("item")),
        "conditions that nothing joins": item(lambda i: len(i.get("enableWhen", [])) > 1, lambda i: i.pop("enableBehavior")),
        "a condition on a later question": item(lambda i: i["linkId"] == "diagnoses", lambda i: i.update(
            enableWhen=[{"question": "far-from-office", "operator": "=", "answerBoolean": True}])),
        "a condition of another type": item(lambda i: i["linkId"] == "unable-to-travel", lambda i: i["enableWhen"].append(
            {"question": "far-from-office", "operator": "=", "answerString": "yes"})),
        "an answer that is not offered": item(lambda i: i["linkId"] == "cosmetic", lambda i: i.update(
            enableWhen=[{"question": "line-of-business", "operator": "=", "answerCoding": {"system": "urn:x", "code": "x"}}])),
        "a unit that is missing": item(lambda i: i["type"] == "decimal", lambda i: i.pop("extension")),
        "a set that is missing": item(lambda i: "answerValueSet" in i, lambda i: i.update(answerValueSet="urn:precept:fhir:x:ValueSet:y")),
        "a code that the guideline lacks": of("ValueSet", lambda r: r["compose"]["include"][0].update(concept=[{"code": "E9999"}])),
        "codes that are missing": of("ValueSet", lambda r: r.pop("compose")),
        "an action that is missing": of("PlanDefinition", lambda r: r["action"].pop()),
        "an action without conditions": of("PlanDefinition", lambda r: r["action"][0].pop("condition")),
        "a condition in other words": of("PlanDefinition", lambda r: r["action"][0]["condition"][-1]["expression"].update(description="So.")),
        "a condition that is no FHIRPath": of("PlanDefinition", lambda r: r["action"][0]["condition"][0]["expression"].update(expression="(a and")),
        "a sentence left out": of("PlanDefinition", lambda r: r["action"][0].update(textEquivalent=r["action"][0]["textEquivalent"].split("\n")[0])),
        "a default that is not said": of("PlanDefinition", lambda r: r.pop("usage")),
        "a reference left out": of("PlanDefinition", lambda r: r["relatedArtifact"].pop()),
        "another day": of("PlanDefinition", lambda r: r.update(effectivePeriod={"start": "2020-01-01"})),
        "an entry twice": lambda b: b["entry"].append(copy.deepcopy(b["entry"][0])),
    }
    broken = {}
    for name, change in changes.items():
        broken[name] = copy.deepcopy(bundle)
        change(broken[name])
    return broken


def make_lines(folder):
    sources = [*sorted(HERE.glob("golden/*.xml")), *sorted(HERE.glob("fhir/*.xml")), *sorted((SOURCE / "data/samples").glob("*.xml")), *sorted((SOURCE / "data/templates").glob("*.xml"))]
    for name, text in documents.make_documents():
        if name != "long":
            path = pathlib.Path(folder, name + ".xml")
            path.write_text(text, encoding="utf-8")
            sources.append(path)
    for path in sources:
        entry = publish(path, folder)
        if entry is None:
            report(False, f"{path.name} gives the same bytes")
            continue
        yield {"name": path.name, **entry}
        if path.stem == "home-phototherapy":
            yield {**entry, "bundle": None, "broken": break_one(entry["bundle"])}
    printed = subprocess.run([print_form, "random", str(N_RANDOM * 50)], capture_output=True, text=True, check=True).stdout
    for number, line in enumerate(line for line in printed.splitlines() if line.startswith('{"rules"')):
        entry = json.loads(line)
        yield {"name": f"random guideline {number + 1}", "bundle": entry["fhir"], "rules": entry["rules"]}


failures = 0


def report(passed, words):
    global failures
    print(f"{'ok' if passed else 'not ok'} - {words}")
    failures += not passed


with tempfile.TemporaryDirectory() as scratch:
    text = "\n".join(json.dumps(line) for line in make_lines(scratch))
    done = subprocess.run([node, str(HERE / "check-fhir.cjs")], input=text, capture_output=True, text=True)
    print(done.stdout)
    report(done.returncode == 0, f"the resources are valid and say what the guidelines say {done.stderr}")
    for source in [*sorted(HERE.glob("golden/*.xml")), *sorted(HERE.glob("fhir/*.xml")), *sorted((SOURCE / "data/samples").glob("*.xml")), SOURCE / "data/templates/drug.xml", "random"]:
        ours = subprocess.Popen([print_form, str(source), str(N_CASES if source != "random" else N_CASES * 3)], stdout=subprocess.PIPE)
        theirs = subprocess.Popen([node, str(HERE / "fill-form.cjs")], stdin=ours.stdout, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        # Where the reader ends early, so does the writer.
        ours.stdout.close()
        told, complaints = theirs.communicate()
        told = told.strip()
        counts = json.loads(told.splitlines()[-1]) if theirs.returncode == 0 else {}
        report(ours.wait() == 0 and counts.get("cases", 0) >= N_CASES, f"the form of {getattr(source, 'name', source)}: {told} {complaints}")
sys.exit(1 if failures else 0)
