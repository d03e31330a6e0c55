"""What breaks the rules of annotations.py, navigation.py, attachments.py and forbidden.py.

SPDX-License-Identifier: GPL-3.0-or-later
"""
from pikepdf import Array, Dictionary, Name, String

from cases import add_element, breaks, breaks_each, find, get_link

# -- annotations ---------------------------------------------------------------------------------------------------------


def set_link(**entries):
    def change(pdf):
        for key, value in entries.items():
            get_link(pdf)["/" + key] = value
    return change


def add_annotation(pdf, subtype, element=None, contents="Something", **entries):
    """An annotation on the first page, in an element of its own."""
    annotation = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=[10, 10, 50, 50], F=4, StructParent=700,
                                              AP=Dictionary(N=pdf.make_stream(b"", Subtype=Name.Form, BBox=[0, 0, 1, 1], Resources=Dictionary())), **entries))
    if contents:
        annotation.Contents = String(contents)
    pdf.pages[0].obj.Annots.append(annotation)
    if element:
        add_element(pdf, find(pdf, "Document"), element, K=Array([Dictionary(Type=Name.OBJR, Obj=annotation, Pg=pdf.pages[0].obj)]))
    return annotation


breaks_each("annotation_types", {kind: lambda pdf, kind=kind: add_annotation(pdf, kind, "Annot") for kind in
                                 ("Movie", "Sound", "Screen", "3D", "TrapNet", "Projection")})
breaks_each("annotation_flags", {
    "missing": lambda pdf: get_link(pdf).__delitem__("/F"),
    "not_printed": set_link(F=0),
    "hidden": set_link(F=6),
    "invisible": set_link(F=5),
    "no_view": set_link(F=36),
    "toggle": set_link(F=260),
})
breaks_each("annotation_appearance", {
    "missing": lambda pdf: add_annotation(pdf, "Square", "Annot").__delitem__("/AP"),
    "rollover": lambda pdf: add_annotation(pdf, "Square", "Annot").AP.__setitem__("/R", pdf.make_stream(b"")),
    "states": lambda pdf: add_annotation(pdf, "Square", "Annot").AP.__setitem__("/N", Dictionary()),
})
breaks_each("annotation_place", {
    "off_page": set_link(Rect=Array([700, 0, 800, 10])),
    "missing": lambda pdf: get_link(pdf).__delitem__("/Rect"),
    "other_page": lambda pdf: set_link(P=pdf.pages[1].obj)(pdf),
})
breaks_each("annotations_tagged", {
    "not_tagged": lambda pdf: add_annotation(pdf, "Square"),
    "in_p": lambda pdf: add_annotation(pdf, "Square", "P"),
    "not_described": lambda pdf: add_annotation(pdf, "Square", "Annot", contents=None),
})
breaks_each("tabs_follow_structure", {
    "missing": lambda pdf: pdf.pages[0].obj.__delitem__("/Tabs"),
    "rows": lambda pdf: pdf.pages[0].obj.__setitem__("/Tabs", Name.R),
})
breaks_each("widgets_tagged", {
    "not_tagged": lambda pdf: add_annotation(pdf, "Widget", TU=String("Name")),
    "in_p": lambda pdf: add_annotation(pdf, "Widget", "P", TU=String("Name")),
    "no_name": lambda pdf: add_annotation(pdf, "Widget", "Form"),
})
breaks_each("links_tagged", {
    "in_span": lambda pdf: find(pdf, "Link").__setitem__("/S", Name.Span),
    "no_reference": lambda pdf: find(pdf, "Link").__setitem__("/K", Array([find(pdf, "Link").K[0]])),
})
breaks_each("links_described", {
    "missing": lambda pdf: get_link(pdf).__delitem__("/Contents"),
    "empty": set_link(Contents=String("")),
})
breaks_each("link_elements", {
    "no_annotation": lambda pdf: find(pdf, "Link").__setitem__("/K", Array([find(pdf, "Link").K[0]])),
    "no_content": lambda pdf: find(pdf, "Link").__setitem__("/K", Array([find(pdf, "Link").K[1]])),
    "other_page": lambda pdf: find(pdf, "Link").K[1].__setitem__("/Pg", pdf.pages[1].obj),
})
breaks_each("links_lead", {
    "nowhere": lambda pdf: get_link(pdf).__delitem__("/Dest"),
    "both": lambda pdf: get_link(pdf).__setitem__("/A", Dictionary(S=Name.URI, URI=String("https://example.org/"))),
})
breaks_each("links_sound", {
    "points": set_link(QuadPoints=Array([1, 2, 3])),
    "blank": lambda pdf: get_link(pdf, 1).A.__setitem__("/URI", String("https://example.org/a b")),
    "letters": lambda pdf: get_link(pdf, 1).A.__setitem__("/URI", String("https://example.org/\xe9")),
})
breaks_each("printer_marks", {"tagged": lambda pdf: add_annotation(pdf, "PrinterMark", "Annot")})
breaks_each("media_clips", {"plain": lambda pdf: add_annotation(pdf, "Square", "Annot").__setitem__("/Clip", Dictionary(S=Name.MCD, D=Dictionary()))})

# -- navigation ----------------------------------------------------------------------------------------------------------


def get_outline(pdf):
    return pdf.Root.Outlines.First


breaks_each("destinations", {
    "unknown_name": set_link(Dest=String("nowhere")),
    "old_name": set_link(Dest=Name.old),
    "no_page": lambda pdf: pdf.Root.Names.Dests.Names[1].__setitem__(0, pdf.Root.Pages),
    "missing_numbers": lambda pdf: pdf.Root.Names.Dests.Names.__setitem__(1, Array([pdf.pages[0].obj, Name.XYZ])),
    "unknown_fit": lambda pdf: get_outline(pdf).__setitem__("/Dest", Array([pdf.pages[0].obj, Name.Fill])),
    "of_action": lambda pdf: (get_link(pdf).__delitem__("/Dest"), set_link(A=Dictionary(S=Name.GoTo, D=String("nowhere")))(pdf)),
    "of_opening": lambda pdf: pdf.Root.__setitem__("/OpenAction", Array([0, Name.Fit])),
})
breaks_each("outline", {
    "no_title": lambda pdf: get_outline(pdf).__delitem__("/Title"),
    "parent": lambda pdf: get_outline(pdf).First.__setitem__("/Parent", pdf.Root.Outlines),
    "last": lambda pdf: get_outline(pdf).__setitem__("/Last", get_outline(pdf)),
    "before": lambda pdf: get_outline(pdf).First.__setitem__("/Prev", get_outline(pdf)),
    "nowhere": lambda pdf: get_outline(pdf).__delitem__("/Dest"),
    "no_count": lambda pdf: get_outline(pdf).__delitem__("/Count"),
})
breaks_each("name_trees", {
    "order": lambda pdf: pdf.Root.Names.EmbeddedFiles.__setitem__("/Names", Array([pdf.Root.Names.EmbeddedFiles.Names[i] for i in (2, 3, 0, 1)])),
    "limits": lambda pdf: pdf.Root.Names.__setitem__("/Dests", Dictionary(Kids=[pdf.make_indirect(Dictionary(
        Limits=[String("a"), String("b")], Names=pdf.Root.Names.Dests.Names))])),
})
breaks_each("page_labels", {
    "not_from_0": lambda pdf: pdf.Root.__setitem__("/PageLabels", Dictionary(Nums=[1, Dictionary(S=Name.D)])),
    "style": lambda pdf: pdf.Root.__setitem__("/PageLabels", Dictionary(Nums=[0, Dictionary(S=Name.X)])),
    "start": lambda pdf: pdf.Root.__setitem__("/PageLabels", Dictionary(Nums=[0, Dictionary(S=Name.D, St=0)])),
    "beyond": lambda pdf: pdf.Root.__setitem__("/PageLabels", Dictionary(Nums=[0, Dictionary(S=Name.D), 9, Dictionary(S=Name.D)])),
})
breaks_each("page_tree", {
    "count": lambda pdf: pdf.Root.Pages.__setitem__("/Count", 3),
    "parent": lambda pdf: pdf.pages[0].obj.__setitem__("/Parent", pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=[], Count=0))),
})

# -- embedded files ------------------------------------------------------------------------------------------------------


def get_file(pdf):
    return pdf.Root.AF[0]


breaks_each("embedded_streams", {
    "empty": lambda pdf: get_file(pdf).__setitem__("/EF", Dictionary()),
    "type": lambda pdf: get_file(pdf).__delitem__("/Type"),
})
breaks_each("embedded_types", {
    "missing": lambda pdf: get_file(pdf).EF.F.__delitem__("/Subtype"),
    "no_mime": lambda pdf: get_file(pdf).EF.F.__setitem__("/Subtype", Name.XML),
})
breaks_each("embedded_names", {
    "no_f": lambda pdf: get_file(pdf).__delitem__("/F"),
    "no_uf": lambda pdf: get_file(pdf).__delitem__("/UF"),
    "empty": lambda pdf: get_file(pdf).__setitem__("/UF", String("")),
    "different": lambda pdf: get_file(pdf).__setitem__("/UF", String("other.xml")),
})
breaks_each("embedded_relationship", {
    "missing": lambda pdf: get_file(pdf).__delitem__("/AFRelationship"),
    "unknown": lambda pdf: get_file(pdf).__setitem__("/AFRelationship", Name.Friend),
})
breaks_each("embedded_associated", {
    "missing": lambda pdf: pdf.Root.__delitem__("/AF"),
    "one": lambda pdf: pdf.Root.__setitem__("/AF", Array([pdf.Root.AF[1]])),
})
breaks_each("embedded_params", {
    "missing": lambda pdf: get_file(pdf).EF.F.__delitem__("/Params"),
    "no_date": lambda pdf: get_file(pdf).EF.F.Params.__delitem__("/ModDate"),
    "size": lambda pdf: get_file(pdf).EF.F.Params.__setitem__("/Size", 1),
    "sum": lambda pdf: get_file(pdf).EF.F.Params.__setitem__("/CheckSum", String("x" * 16)),
})
breaks_each("embedded_listed", {
    "missing": lambda pdf: pdf.Root.Names.__delitem__("/EmbeddedFiles"),
    "one": lambda pdf: pdf.Root.Names.EmbeddedFiles.__setitem__("/Names", Array(list(pdf.Root.Names.EmbeddedFiles.Names)[:2])),
})

# -- what may not be -----------------------------------------------------------------------------------------------------


def set_action(**entries):
    return lambda pdf: get_link(pdf, 1).__setitem__("/A", Dictionary(**entries))


breaks_each("actions_allowed", {kind: set_action(S=Name("/" + kind)) for kind in (
    "JavaScript", "Launch", "Sound", "Movie", "ResetForm", "ImportData", "Hide", "SetOCGState", "Rendition", "Trans", "GoTo3DView", "NoOp")})
breaks_each("actions_allowed", {
    "on_opening": lambda pdf: pdf.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS=String(""))),
    "next": set_action(S=Name.URI, URI=String("https://example.org/"), Next=Dictionary(S=Name.Launch)),
})
breaks_each("named_actions", {"print": set_action(S=Name.Named, N=Name.Print)})
breaks_each("no_additional_actions", {
    "catalog": lambda pdf: pdf.Root.__setitem__("/AA", Dictionary()),
    "page": lambda pdf: pdf.pages[0].obj.__setitem__("/AA", Dictionary()),
})
breaks_each("fields_without_actions", {
    "widget": lambda pdf: add_annotation(pdf, "Widget", "Form", A=Dictionary(S=Name.URI)),
    "field": lambda pdf: pdf.Root.__setitem__("/AcroForm", Dictionary(Fields=[Dictionary(FT=Name.Tx, AA=Dictionary())])),
})
breaks_each("no_document_scripts", {"names": lambda pdf: pdf.Root.Names.__setitem__("/JavaScript", Dictionary(Names=[]))})
breaks_each("no_need_appearances", {"true": lambda pdf: pdf.Root.__setitem__("/AcroForm", Dictionary(NeedAppearances=True))})
breaks_each("no_xfa", {
    "form": lambda pdf: pdf.Root.__setitem__("/AcroForm", Dictionary(XFA=Array())),
    "rendering": lambda pdf: pdf.Root.__setitem__("/NeedsRendering", True),
})


def set_layers(pdf, **entries):
    groups = [pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in "AB"]
    pdf.Root.OCProperties = Dictionary(OCGs=groups, D=Dictionary(Name=String("Default"), **entries))
    return groups


breaks_each("configuration_names", {
    "missing": lambda pdf: (set_layers(pdf), pdf.Root.OCProperties.D.__delitem__("/Name")),
    "twice": lambda pdf: (set_layers(pdf), pdf.Root.OCProperties.__setitem__("/Configs", Array([Dictionary(Name=String("Default"))]))),
})
breaks_each("no_automatic_states", {"as": lambda pdf: set_layers(pdf, AS=Array())})


@breaks("order_complete")
def order_with_one_group(pdf):
    groups = set_layers(pdf)
    pdf.Root.OCProperties.D.Order = Array([groups[0]])


breaks_each("no_presentations", {
    "names": lambda pdf: pdf.Root.Names.__setitem__("/AlternatePresentations", Dictionary()),
    "steps": lambda pdf: pdf.pages[0].obj.__setitem__("/PresSteps", Dictionary()),
})
breaks_each("no_requirements", {"some": lambda pdf: pdf.Root.__setitem__("/Requirements", Array())})
breaks_each("permissions", {"other": lambda pdf: pdf.Root.__setitem__("/Perms", Dictionary(UR=Dictionary()))})
