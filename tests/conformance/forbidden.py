"""Rules of what may not be: actions, scripts, XFA, optional content without names, and the like.

ISO 19005-3 6.1.12, 6.4, 6.5, 6.9 to 6.11, ISO 14289-1 7.10 and 7.15.

SPDX-License-Identifier: GPL-3.0-or-later
"""
from rules import rule

ACTIONS = {b"GoTo", b"GoToR", b"GoToE", b"Thread", b"URI", b"Named", b"SubmitForm"}
NAMED = {b"NextPage", b"PrevPage", b"FirstPage", b"LastPage"}


def get_actions(document):
    """(where, raw dictionary) of all actions."""
    for where, dictionary, _ in document.raw_dictionaries:
        candidates = [dictionary.get(key) for key in (b"A", b"OpenAction", b"Next", b"PA")]
        additional = document.resolve(dictionary.get(b"AA"))
        candidates += list(additional.values()) if isinstance(additional, dict) else []
        for value in candidates:
            value = document.resolve(value)
            for each in value if isinstance(value, list) else [value]:
                each = document.resolve(each)
                if isinstance(each, dict) and b"S" in each and b"O" not in each and each.get(b"Type") in (None, b"Action"):
                    yield where, each


def get_pages(document):
    return [(where, dictionary) for where, dictionary, _ in document.raw_dictionaries if dictionary.get(b"Type") == b"Page"]


def get_catalog(document):
    found = document.resolve(document.raw.trailer.get(b"Root"))
    return found if isinstance(found, dict) else {}


def get_form(document):
    found = document.resolve(get_catalog(document).get(b"AcroForm"))
    return found if isinstance(found, dict) else {}


@rule("ISO 19005-3 6.5.1", "actions are of types that they may be: no JavaScript, Launch, Sound, Movie, Hide and others")
def actions_allowed(document):
    for where, action in get_actions(document):
        if action[b"S"] not in ACTIONS:
            yield where, f"has the action {action[b'S'].decode('latin-1')}"


@rule("ISO 19005-3 6.5.1", "named actions turn pages only")
def named_actions(document):
    for where, action in get_actions(document):
        if action[b"S"] == b"Named" and document.resolve(action.get(b"N")) not in NAMED:
            yield where, f"has the named action {document.resolve(action.get(b'N'))}"


@rule("ISO 19005-3 6.5.2", "neither the catalog nor pages have additional actions")
def no_additional_actions(document):
    for where, dictionary in [("catalog", get_catalog(document)), *get_pages(document)]:
        if b"AA" in dictionary:
            yield where, "has AA"


@rule("ISO 19005-3 6.4.1", "form fields and their widgets have no actions")
def fields_without_actions(document):
    for where, dictionary, _ in document.raw_dictionaries:
        is_widget = dictionary.get(b"Subtype") == b"Widget"
        if is_widget and (b"A" in dictionary or b"AA" in dictionary) or b"FT" in dictionary and b"AA" in dictionary:
            yield where, "the field has an action"


@rule("ISO 19005-3 6.5.1", "there are no scripts for the whole document")
def no_document_scripts(document):
    names = document.resolve(get_catalog(document).get(b"Names"))
    if isinstance(names, dict) and b"JavaScript" in names:
        yield "catalog", "Names has JavaScript"


@rule("ISO 19005-3 6.4.1", "appearances of form fields need not be made by the viewer")
def no_need_appearances(document):
    if document.resolve(get_form(document).get(b"NeedAppearances")):
        yield "AcroForm", "NeedAppearances is true"


@rule("ISO 19005-3 6.4.2; ISO 14289-1 7.15", "there are no XFA forms")
def no_xfa(document):
    if b"XFA" in get_form(document):
        yield "AcroForm", "has XFA"
    if document.resolve(get_catalog(document).get(b"NeedsRendering")):
        yield "catalog", "NeedsRendering is true"


def get_configurations(document):
    """The configurations of optional content, and all groups."""
    properties = document.resolve(get_catalog(document).get(b"OCProperties"))
    if not isinstance(properties, dict):
        return [], []
    found = [document.resolve(properties.get(b"D"))] + [document.resolve(each) for each in document.resolve(properties.get(b"Configs")) or []]
    groups = document.resolve(properties.get(b"OCGs")) or []
    return [each for each in found if isinstance(each, dict)], groups


@rule("ISO 19005-3 6.9; ISO 14289-1 7.10", "configurations of optional content have names of their own")
def configuration_names(document):
    seen = set()
    for configuration in get_configurations(document)[0]:
        name = document.resolve(configuration.get(b"Name"))
        if not name:
            yield "OCProperties", "a configuration has no Name"
        elif name in seen:
            yield "OCProperties", f"two configurations have the Name {name!r}"
        seen.add(name)


@rule("ISO 19005-3 6.9; ISO 14289-1 7.10", "optional content is not switched by usage: no AS")
def no_automatic_states(document):
    for configuration in get_configurations(document)[0]:
        if b"AS" in configuration:
            yield "OCProperties", "a configuration has AS"


@rule("ISO 19005-3 6.9", "Order of a configuration has all groups")
def order_complete(document):
    def flatten(value):
        value = value if not isinstance(value, list) else [each for item in value for each in flatten(item)]
        return value if isinstance(value, list) else [value]
    configurations, groups = get_configurations(document)
    for configuration in configurations:
        if b"Order" in configuration:
            order = flatten(document.resolve(configuration[b"Order"]))
            for group in groups:
                if group not in order:
                    yield "OCProperties", f"Order does not have object {group.number}"


@rule("ISO 19005-3 6.10", "there are no alternate presentations and no transitions in steps")
def no_presentations(document):
    names = document.resolve(get_catalog(document).get(b"Names"))
    if isinstance(names, dict) and b"AlternatePresentations" in names:
        yield "catalog", "Names has AlternatePresentations"
    for where, page in get_pages(document):
        if b"PresSteps" in page:
            yield where, "has PresSteps"


@rule("ISO 19005-3 6.11", "there are no document requirements")
def no_requirements(document):
    if b"Requirements" in get_catalog(document):
        yield "catalog", "has Requirements"


@rule("ISO 19005-3 6.1.12", "permissions are UR3 and DocMDP only")
def permissions(document):
    found = document.resolve(get_catalog(document).get(b"Perms"))
    for key in found if isinstance(found, dict) else ():
        if key not in (b"UR3", b"DocMDP"):
            yield "catalog", f"Perms has {key.decode('latin-1')}"
