# check-schema.py: rule JSON against its schema, and broken JSON against it too
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-schema.py PROGRAM RANDOM: PROGRAM FILE prints the rule JSON of a guideline; RANDOM random 10000 those of 100 drawn
at random, each as {"rules": …} on a line among others."""
import copy
import json
import os
import pathlib
import subprocess
import sys

import jsonschema

source = pathlib.Path(os.environ["PRECEPT_SOURCE_DIR"])
schema = json.loads((source / "data/schema/coverage-rules.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
failures = []


def check(name, passed, detail=""):
    print(f"{'ok' if passed else 'not ok'} - {name}{detail and ' # ' + detail}")
    if not passed:
        failures.append(name)


def words(error):
    return f"{'/'.join(map(str, error.absolute_path))}: {error.message}"[:300]


def collect_ids(value, found):
    """Every id that a node, table or entry of the JSON has."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            found.append(value["id"])
        for child in value.values():
            collect_ids(child, found)
    elif isinstance(value, list):
        for child in value:
            collect_ids(child, found)


def collect_facts(value, used):
    if isinstance(value, dict):
        if "test" in value:
            used.update(value["facts"])
        if isinstance(value.get("fact"), str):
            used.add(value["fact"])
        for child in value.values():
            collect_facts(child, used)
    elif isinstance(value, list):
        for child in value:
            collect_facts(child, used)


files = sorted((source / "tests/rules/golden").glob("*.xml")) + sorted((source / "data/samples").glob("*.xml"))
rules = {}
for file in files:
    printed = subprocess.run([sys.argv[1], file], capture_output=True, check=True).stdout.decode()
    rules[file.stem] = json.loads(printed[printed.index("{"):])
    errors = [words(error) for error in validator.iter_errors(rules[file.stem])]
    check(f"{file.name} is valid", not errors, "; ".join(errors))
    declared = {fact["id"] for fact in rules[file.stem]["facts"]}
    check(f"{file.name} declares each fact once", len(declared) == len(rules[file.stem]["facts"]))
    used = set()
    collect_facts([rules[file.stem]["indications"], rules[file.stem]["precedence"]], used)
    check(f"{file.name} declares the facts it tests", used <= declared, str(used - declared))

printed = subprocess.run([sys.argv[2], "random", "10000"], capture_output=True, check=True).stdout.decode()
drawn = [json.loads(line)["rules"] for line in printed.splitlines() if line.startswith('{"rules"')]
errors = [words(error) for one in drawn for error in validator.iter_errors(one)]
check("guidelines drawn at random are valid", len(drawn) == 100 and not errors, "; ".join(errors[:3]))

# Each of these breaks a valid JSON in one place: the schema must refuse it.
full = rules["criteria"]
check("criteria.xml has what is broken below", bool(full["indications"][0]["requests"]))


def code(system, value, **more):
    return lambda r: r["codeTables"][0].update(codes=[{"system": system, "code": value, **more}])


def tree(r):
    return r["indications"][0]["requests"][0]["criteria"]


def drop(*names):
    def change(r):
        for name in names[:-1]:
            r = r[name]
        del r[names[-1]]
    return change


def put(value, *names):
    def change(r):
        for name in names[:-1]:
            r = r[name]
        r[names[-1]] = value
    return change


valid_codes = [("ICD-10-CM", "U07.1"), ("ICD-10-CM", "C4A.9"), ("ICD-10-CM", "T38.0X5A"), ("CPT", "0001M"), ("CPT", "0001U"),
               ("HCPCS", "J1304"), ("ICD-10-PCS", "3E0R3GC"), ("NDC", "64406-0110-01"), ("NDC", "64406011001"), ("REV", "0636")]
bad_codes = [("ICD-10-CM", "G1221"), ("ICD-10-CM", "12.2"), ("ICD-10-CM", "G12.21234"), ("CPT", "6232"), ("CPT", "0001X"), ("HCPCS", "W1304"),
             ("HCPCS", "J130"), ("ICD-10-PCS", "3E0R3GO"), ("NDC", "6440601100"), ("REV", "636"), ("REV", "0000"), ("SNOMED", "1"), ("CPT", "")]
broken = {
    "another format": put("rules", "format"),
    "no source": drop("source"),
    "a short digest": put("abc", "source", "sha256"),
    "a digest in capitals": put("A" * 64, "source", "sha256"),
    "a member nobody knows": put(1, "extra"),
    "no title": drop("guideline", "title"),
    "an empty title": put("", "guideline", "title"),
    "an id with capitals": put("Nucala", "guideline", "id"),
    "an id that begins with a digit": put("1st", "guideline", "id"),
    "a subject of no kind": drop("guideline", "subject", "kind"),
    "a status nobody knows": put("final", "approval", "status"),
    "approved without a date": lambda r: (put("approved", "approval", "status")(r), r["approval"].pop("effectiveFrom", None)),
    "a date that is none": put("2026-02-30", "approval", "effectiveFrom"),
    "an American date": put("06/01/2026", "approval", "effectiveFrom"),
    "an approval by nobody": put([{"role": "Medical director", "at": "2026-06-01T10:00:00Z"}], "approval", "approvals"),
    "precedence without its fact": drop("precedence", 0, "fact"),
    "a fact without a question": drop("facts", 0, "question"),
    "a number without a unit": put([{"id": "n", "kind": "number", "question": "How many?", "source": "clinical"}], "facts"),
    "a choice without options": put([{"id": "n", "kind": "choice", "question": "Which?", "source": "clinical"}], "facts"),
    "a choice of one": put([{"id": "n", "kind": "choice", "question": "Which?", "source": "clinical",
                             "options": [{"code": "a", "display": "A"}]}], "facts"),
    "a table without codes": put([], "codeTables", 0, "codes"),
    "a range that ends in no code": code("CPT", "99201", through="x"),
    "a bare administration code": code("CPT", "62322", use="administration"),
    "a determination nobody knows": put("covered", "indications", 0, "determination"),
    "criteria that are missing": put([], "indications", 0, "requests"),
    "a position that is missing": drop("indications", 1, "position"),
    "no type of request": drop("indications", 0, "requests", 0, "type"),
    "a type nobody knows": put("renewal", "indications", 0, "requests", 0, "type"),
    "a duration in words": put("6 months", "indications", 0, "requests", 0, "authorizeFor"),
    "an operator over nothing": lambda r: tree(r).update(of=[]),
    "an operator without children": lambda r: tree(r).pop("of"),
    "a leaf with children": lambda r: tree(r).update(kind="age"),
    "a kind nobody knows": lambda r: tree(r).update(kind="some"),
    "at-least without a count": lambda r: (tree(r).update(kind="at-least"), tree(r).pop("count", None)),
    "a count of nothing": lambda r: tree(r).update(kind="at-least", count=0),
    "a criterion without its fact": lambda r: tree(r).update(of=[{"id": "c", "kind": "criterion", "text": "So."}]),
    "a test without facts": lambda r: tree(r).update(of=[{"id": "c", "kind": "age", "text": "So.", "test": True}]),
    "an executable without steps": drop("executable", "steps"),
    "decisions that mean nothing": put([], "executable", "decisions"),
    "a step that goes nowhere": put("decision", "executable", "steps", 0, "set"),
    "a step in another language": put({"not": [1]}, "executable", "steps", 0, "logic"),
    "a window that picks nothing": put([{"id": "n", "kind": "number", "unit": "1", "question": "How many?", "source": "clinical",
                                         "window": {"within": "P6M"}}], "facts"),
    "one system where there are several": put([{"id": "n", "kind": "code-list", "question": "Which?", "source": "clinical",
                                                "systems": ["http://loinc.org"]}], "facts"),
    "logic nobody knows": lambda r: tree(r).update(of=[{"id": "c", "kind": "is", "text": "So.", "facts": ["c"], "test": {"!": [True]}}]),
    "other uses without a text": drop("allOtherUses", "text"),
    "a reference without a text": drop("references", 0, "text"),
    "a DOI that is none": put("doi:10.1/x", "references", 0, "doi"),
    "an event nobody knows": put("printed", "history", 0, "event"),
    "an event of no day": drop("history", 0, "on"),
}
for system, value in bad_codes:
    broken[f"{system} {value!r}"] = code(system, value)
for name, change in broken.items():
    one = copy.deepcopy(full)
    change(one)
    check(f"refuses {name}", not validator.is_valid(one))
for system, value in valid_codes:
    one = copy.deepcopy(full)
    code(system, value)(one)
    check(f"accepts {system} {value}", validator.is_valid(one))
for name in ("executable", "allOtherUses", "general"):
    one = copy.deepcopy(full)
    one.pop(name, None)
    check(f"needs no {name}", validator.is_valid(one))
one = copy.deepcopy(full)
one.update(history=[])
one["guideline"].pop("version", None)
check("needs no history and version", validator.is_valid(one))

sys.exit(1 if failures else 0)
