"""What breaks the rules of structure.py, headings.py, tables.py and lists.py.

SPDX-License-Identifier: GPL-3.0-or-later
"""
from pikepdf import Array, Dictionary, Name, String

from cases import add_element, append_content, breaks, breaks_each, find, get_elements, get_link, move, replace_content

# -- the tree ------------------------------------------------------------------------------------------------------------

breaks_each("marked", {
    "missing": lambda pdf: pdf.Root.__delitem__("/MarkInfo"),
    "false": lambda pdf: pdf.Root.MarkInfo.__setitem__("/Marked", False),
})
breaks_each("no_suspects", {"true": lambda pdf: pdf.Root.MarkInfo.__setitem__("/Suspects", True)})
breaks_each("structure_tree", {
    "missing": lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"),
    "empty": lambda pdf: pdf.Root.StructTreeRoot.__delitem__("/K"),
    "type": lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/Type", Name.StructElem),
})
breaks_each("structure_kids", {
    "twice": lambda pdf: find(pdf, "Sect").K.append(find(pdf, "H2")),
    "string": lambda pdf: find(pdf, "P").K.append(String("x")),
    "mark_of_root": lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/K", Array([find(pdf, "Document"), 0])),
    "reference_without_mcid": lambda pdf: find(pdf, "P").K.append(Dictionary(Type=Name.MCR)),
    "reference_without_object": lambda pdf: find(pdf, "P").K.append(Dictionary(Type=Name.OBJR)),
    "direct": lambda pdf: find(pdf, "P").K.append(Dictionary(Type=Name.StructElem, S=Name.Span, P=find(pdf, "P"))),
    "circle": lambda pdf: find(pdf, "P").K.append(find(pdf, "Document")),
})
breaks_each("element_parents", {
    "missing": lambda pdf: find(pdf, "P").__delitem__("/P"),
    "other": lambda pdf: find(pdf, "P").__setitem__("/P", find(pdf, "Sect")),
    "of_document": lambda pdf: find(pdf, "Document").__setitem__("/P", find(pdf, "Sect")),
})
breaks_each("element_types", {
    "no_s": lambda pdf: find(pdf, "P").__delitem__("/S"),
    "other_type": lambda pdf: find(pdf, "P").__setitem__("/Type", Name.Elem),
})
breaks_each("types_standard", {
    "unmapped": lambda pdf: find(pdf, "P").__setitem__("/S", Name.Paragraph),
    "mapped_to_nothing": lambda pdf: (find(pdf, "P").__setitem__("/S", Name.Paragraph),
                                      pdf.Root.StructTreeRoot.__setitem__("/RoleMap", Dictionary(Paragraph=Name.Block))),
    "pdf_2": lambda pdf: find(pdf, "Span").__setitem__("/S", Name.Em),
})
breaks_each("role_map_circles", {
    "two": lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/RoleMap", Dictionary(A=Name.B, B=Name.A)),
    "one": lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/RoleMap", Dictionary(A=Name.A)),
})
breaks_each("standard_types_kept", {"p": lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/RoleMap", Dictionary(P=Name.H1))})


@breaks("one_document")
def element_beside_document(pdf):
    add_element(pdf, pdf.Root.StructTreeRoot, "P")


@breaks("one_document")
def no_document(pdf):
    find(pdf, "Document").S = Name.Sect


@breaks("holders_without_content")
def text_of_list(pdf):
    items, label = find(pdf, "L"), find(pdf, "Lbl")
    items.Pg = label.Pg
    items.K.append(label.K[0])


breaks_each("elements_not_empty", {
    "paragraph": lambda pdf: add_element(pdf, find(pdf, "Document"), "P"),
    "section": lambda pdf: add_element(pdf, find(pdf, "Document"), "Sect", K=Array()),
})

# -- structure and content -----------------------------------------------------------------------------------------------


def get_parents(pdf, key):
    """The value of a key of the parent tree, and the array of numbers that has it."""
    for kid in pdf.Root.StructTreeRoot.ParentTree.Kids:
        for index in range(0, len(kid.Nums), 2):
            if kid.Nums[index] == key:
                return kid.Nums[index + 1], kid.Nums, index
    raise ValueError(f"the parent tree has no {key}")


def set_parent(pdf, key, value):
    _, numbers, index = get_parents(pdf, key)
    numbers[index + 1] = value


breaks_each("content_has_parent", {
    "page_without_key": lambda pdf: pdf.pages[0].obj.__delitem__("/StructParents"),
    "key_of_nothing": lambda pdf: pdf.pages[0].obj.__setitem__("/StructParents", 99),
    "mcid_beyond_array": lambda pdf: append_content(pdf, 0, "/P <</MCID 99>> BDC 0 0 1 1 re f EMC"),
    "null_in_array": lambda pdf: get_parents(pdf, 0)[0].__setitem__(0, 0),
    "other_element": lambda pdf: get_parents(pdf, 0)[0].__setitem__(0, find(pdf, "Figure")),
    "element_outside": lambda pdf: get_parents(pdf, 0)[0].__setitem__(0, pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P))),
    "form": lambda pdf: add_tagged_form(pdf).__delitem__("/StructParents"),
})


def add_tagged_form(pdf):
    form = pdf.make_stream(b"/P <</MCID 0>> BDC 0 0 1 1 re f EMC", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Resources=Dictionary(),
                           StructParents=500)
    pdf.pages[0].obj.Resources.XObject.Fm1 = form
    append_content(pdf, 0, "/Fm1 Do")
    element = add_element(pdf, find(pdf, "Document"), "P", K=Array([Dictionary(Type=Name.MCR, Pg=pdf.pages[0].obj, Stm=form, MCID=0)]))
    numbers = pdf.Root.StructTreeRoot.ParentTree.Kids[1]
    numbers.Nums.extend(Array([500, Array([element])]))
    numbers.Limits = Array([numbers.Limits[0], 500])
    pdf.Root.StructTreeRoot.ParentTreeNextKey = 501
    return form


breaks_each("kids_have_content", {
    "not_there": lambda pdf: find(pdf, "P").K.append(99),
    "no_page": lambda pdf: find(pdf, "P").__delitem__("/Pg"),
    "other_page": lambda pdf: find(pdf, "Caption").__setitem__("/Pg", pdf.pages[0].obj) or find(pdf, "Figure").__setitem__("/Pg", pdf.pages[0].obj),
    "two_owners": lambda pdf: (find(pdf, "Figure").K.append(find(pdf, "H2").K[0])),
    "unmarked_now": lambda pdf: replace_content(pdf, 0, "/H1 <</MCID 0>> BDC", "/Artifact BMC"),
})
breaks_each("parent_tree_exact", {
    "no_such_page": lambda pdf: get_parents(pdf, 0)[1].extend(Array([900, Array([find(pdf, "P")])])),
    "no_such_object": lambda pdf: get_parents(pdf, 0)[1].extend(Array([900, find(pdf, "Link")])),
    "no_such_mcid": lambda pdf: get_parents(pdf, 0)[0].append(find(pdf, "P")),
    "number": lambda pdf: set_parent(pdf, 0, 5),
    "other_element": lambda pdf: set_parent(pdf, int(get_link(pdf).StructParent), find(pdf, "P")),
})
breaks_each("objects_have_parent", {
    "no_key": lambda pdf: get_link(pdf).__delitem__("/StructParent"),
    "other_element": lambda pdf: set_parent(pdf, int(get_link(pdf).StructParent), find(pdf, "P")),
    "no_page": lambda pdf: (find(pdf, "Link").K[1].__delitem__("/Pg"), find(pdf, "Link").__delitem__("/Pg")),
})
breaks_each("struct_keys_unique", {
    "pages": lambda pdf: pdf.pages[1].obj.__setitem__("/StructParents", 0),
    "page_and_link": lambda pdf: get_link(pdf).__setitem__("/StructParent", 0),
    "string": lambda pdf: get_link(pdf).__setitem__("/StructParent", String("0")),
})
breaks_each("parent_tree_order", {
    "missing": lambda pdf: pdf.Root.StructTreeRoot.__delitem__("/ParentTree"),
    "next_key": lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/ParentTreeNextKey", 3),
    "limits": lambda pdf: pdf.Root.StructTreeRoot.ParentTree.Kids[0].__setitem__("/Limits", Array([0, 99])),
    "no_limits": lambda pdf: pdf.Root.StructTreeRoot.ParentTree.Kids[0].__delitem__("/Limits"),
    "order": lambda pdf: pdf.Root.StructTreeRoot.ParentTree.__setitem__("/Kids", Array(list(pdf.Root.StructTreeRoot.ParentTree.Kids)[::-1])),
})

# -- elements ------------------------------------------------------------------------------------------------------------

breaks_each("figure_text", {
    "missing": lambda pdf: find(pdf, "Figure").__delitem__("/Alt"),
    "empty": lambda pdf: find(pdf, "Figure").__setitem__("/Alt", String("")),
})
breaks_each("formula_text", {"missing": lambda pdf: (find(pdf, "Figure").__delitem__("/Alt"), find(pdf, "Figure").__setitem__("/S", Name.Formula))})
breaks_each("figure_box", {
    "missing": lambda pdf: find(pdf, "Figure").A.__delitem__("/BBox"),
    "turned": lambda pdf: find(pdf, "Figure").A.__setitem__("/BBox", Array([150, 400, 50, 500])),
})
breaks_each("note_ids", {
    "missing": lambda pdf: find(pdf, "Note").__delitem__("/ID"),
    "empty": lambda pdf: find(pdf, "Note").__setitem__("/ID", String("")),
})
breaks_each("ids_unique", {
    "twice": lambda pdf: find(pdf, "Note").__setitem__("/ID", String("row-0")),
    "name": lambda pdf: find(pdf, "Note").__setitem__("/ID", Name.x),
})
breaks_each("id_tree", {
    "missing": lambda pdf: pdf.Root.StructTreeRoot.__delitem__("/IDTree"),
    "not_listed": lambda pdf: find(pdf, "Figure").__setitem__("/ID", String("figure")),
    "no_such_element": lambda pdf: find(pdf, "Note").__delitem__("/ID"),
    "order": lambda pdf: pdf.Root.StructTreeRoot.IDTree.Names.extend(Array([String("aaa"), find(pdf, "Figure")])),
})
breaks_each("attribute_values", {
    "no_owner": lambda pdf: find(pdf, "Figure").A.__delitem__("/O"),
    "unknown_owner": lambda pdf: find(pdf, "Figure").A.__setitem__("/O", Name.Me),
    "placement": lambda pdf: find(pdf, "Figure").A.__setitem__("/Placement", Name.Somewhere),
    "scope": lambda pdf: find(pdf, "TH").A.__setitem__("/Scope", Name.Col),
    "numbering": lambda pdf: find(pdf, "L").A.__setitem__("/ListNumbering", Name.Numbers),
    "class": lambda pdf: find(pdf, "Figure").__setitem__("/C", Name.nowhere),
})
breaks_each("element_strings", {"name": lambda pdf: find(pdf, "Figure").__setitem__("/Alt", Name.Alt)})

# -- headings ------------------------------------------------------------------------------------------------------------

breaks_each("heading_levels", {
    "first": lambda pdf: find(pdf, "H1").__setitem__("/S", Name.H2),
    "skipped": lambda pdf: find(pdf, "H2").__setitem__("/S", Name.H3),
})


@breaks("one_h")
def two_h(pdf):
    for _ in range(2):
        add_element(pdf, find(pdf, "Sect"), "H")


@breaks("one_kind_of_heading")
def both_kinds(pdf):
    find(pdf, "H2").S = Name.H


breaks_each("headings_have_text", {"empty": lambda pdf: find(pdf, "H2").__setitem__("/K", Array())})

# -- tables --------------------------------------------------------------------------------------------------------------

breaks_each("table_kids", {
    "paragraph": lambda pdf: add_element(pdf, find(pdf, "Table"), "P"),
    "no_rows": lambda pdf: find(pdf, "Table").__setitem__("/K", Array()),
})


@breaks("table_caption")
def two_captions(pdf):
    add_element(pdf, find(pdf, "Table"), "Caption")


@breaks("table_caption")
def caption_in_the_middle(pdf):
    move(get_elements(pdf, "Caption")[1], find(pdf, "Table"), 1)


breaks_each("row_parents", {"in_section": lambda pdf: move(find(pdf, "TR"), find(pdf, "Sect"))})
breaks_each("row_group_parents", {kind: lambda pdf, kind=kind: move(find(pdf, kind), find(pdf, "Sect")) for kind in ("THead", "TBody")})
breaks_each("row_group_kids", {"paragraph": lambda pdf: add_element(pdf, find(pdf, "TBody"), "P")})
breaks_each("cell_parents", {kind: lambda pdf, kind=kind: move(find(pdf, kind), find(pdf, "TBody")) for kind in ("TH", "TD")})
breaks_each("row_kids", {"paragraph": lambda pdf: add_element(pdf, find(pdf, "TR"), "P")})
breaks_each("row_groups", {
    "two_heads": lambda pdf: add_element(pdf, find(pdf, "Table"), "THead", 1),
    "two_feet": lambda pdf: [add_element(pdf, find(pdf, "Table"), "TFoot") for _ in range(2)],
    "no_body": lambda pdf: find(pdf, "TBody").__setitem__("/S", Name.TFoot),
})


def set_span(kind, index, key, value):
    return lambda pdf: find(pdf, kind, index).A.__setitem__(key, value)


breaks_each("spans", {
    "zero": set_span("TD", 0, "/RowSpan", 0),
    "string": set_span("TD", 0, "/ColSpan", String("2")),
    "real": set_span("TD", 3, "/ColSpan", 1.5),
})


@breaks("cells_apart")
def cell_over_span(pdf):
    # The cell before reaches into the column that a cell of the row above reaches down to.
    find(pdf, "TH", 4).A[0].ColSpan = 2


breaks_each("rows_equal", {
    "cell_missing": lambda pdf: find(pdf, "TBody").K[2].__setitem__("/K", Array(list(find(pdf, "TBody").K[2].K)[:1])),
    "cell_more": lambda pdf: add_element(pdf, find(pdf, "TR"), "TH", A=Dictionary(O=Name.Table, Scope=Name.Column)),
    "narrow": set_span("TD", 3, "/ColSpan", 1),
})
breaks_each("columns_equal", {
    "below_table": set_span("TD", 3, "/RowSpan", 2),
    "out_of_group": set_span("TH", 0, "/RowSpan", 2),
})
breaks_each("header_scope", {"missing": lambda pdf: find(pdf, "TH").A.__delitem__("/Scope")})


@breaks("cells_have_headers")
def cell_without_header(pdf):
    # Its column has no header, as that is a row's, and its row has none.
    find(pdf, "TH", 1).A.Scope = Name.Row
    find(pdf, "TH", 3).S = Name.TD
    find(pdf, "TH", 0).A.Scope = Name.Row


breaks_each("headers_exist", {
    "nowhere": lambda pdf: find(pdf, "TD", 1).A.__setitem__("/Headers", Array([String("nowhere")])),
    "no_header_cell": lambda pdf: find(pdf, "TD", 1).A.__setitem__("/Headers", Array([String("note-1")])),
})

# -- lists and contents --------------------------------------------------------------------------------------------------

breaks_each("list_item_parents", {"in_section": lambda pdf: move(find(pdf, "LI"), find(pdf, "Sect"))})
breaks_each("list_body_parents", {"in_list": lambda pdf: move(find(pdf, "LBody"), find(pdf, "L"))})
breaks_each("list_kids", {"paragraph": lambda pdf: add_element(pdf, find(pdf, "L"), "P")})
breaks_each("list_caption", {"last": lambda pdf: add_element(pdf, find(pdf, "L"), "Caption")})
breaks_each("list_item_kids", {"paragraph": lambda pdf: add_element(pdf, find(pdf, "LI"), "P")})
breaks_each("list_item_parts", {
    "two_bodies": lambda pdf: move(find(pdf, "LBody"), find(pdf, "LI", 1)),
    "empty": lambda pdf: find(pdf, "LI").__setitem__("/K", Array()),
    "label_last": lambda pdf: move(find(pdf, "Lbl"), find(pdf, "LI")),
})
breaks_each("list_numbering", {
    "missing": lambda pdf: find(pdf, "L").__delitem__("/A"),
    "disc": lambda pdf: find(pdf, "L").A.__setitem__("/ListNumbering", Name.Disc),
    "none": lambda pdf: find(pdf, "L").A.__setitem__("/ListNumbering", Name("/None")),
    "letters": lambda pdf: find(pdf, "L").A.__setitem__("/ListNumbering", Name.LowerAlpha),
})
breaks_each("contents_entry_parents", {"in_section": lambda pdf: move(find(pdf, "TOCI"), find(pdf, "Sect"))})
breaks_each("contents_kids", {"paragraph": lambda pdf: add_element(pdf, find(pdf, "TOC"), "P")})
breaks_each("contents_caption", {"last": lambda pdf: move(find(pdf, "Caption"), find(pdf, "TOC"))})
