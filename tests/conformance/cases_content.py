"""What breaks the rules of content.py, language.py, colour.py and graphics.py.

SPDX-License-Identifier: GPL-3.0-or-later
"""
from pikepdf import Array, Dictionary, Name, String

from cases import append_content, breaks, breaks_each, find, get_stream, replace_content
from good_pdf import make_profile

ARTIFACT = "/Artifact BMC {} EMC"


def add_artifact(operators, page=0):
    return lambda pdf: append_content(pdf, page, ARTIFACT.format(operators))


def set_resource(pdf, category, name, value, page=0):
    resources = pdf.pages[page].obj.Resources
    if category not in resources:
        resources[category] = Dictionary()
    resources[category][name] = value


# -- content -------------------------------------------------------------------------------------------------------------


@breaks("content_parses")
def content_is_no_stream(pdf):
    pdf.pages[0].obj.Contents = Dictionary()


breaks_each("operators_defined", {
    "unknown": add_artifact("1 foo"),
    "unknown_between_bx_and_ex": add_artifact("BX 1 foo EX"),
})
breaks_each("operands", {
    "too_few": add_artifact("1 0 0 cm"),
    "wrong_kind": add_artifact("BT 10 10 Tf ET"),
})


@breaks("resources_explicit")
def resources_of_page_tree(pdf):
    page = pdf.pages[0].obj
    pdf.Root.Pages.Resources = page.Resources
    del page.Resources


@breaks("resources_explicit")
def resources_of_page_for_form(pdf):
    add_form(pdf, "/G1 gs 0 0 10 10 re f", "/Artifact BMC /Fm1 Do EMC")


def add_form(pdf, content, use, resources=None, **entries):
    form = pdf.make_stream(content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 100], **entries)
    if resources is not None:
        form.Resources = resources
    pdf.pages[0].obj.Resources.XObject.Fm1 = form
    append_content(pdf, 0, use)
    return form


breaks_each("resources_exist", {
    "font": lambda pdf: replace_content(pdf, 0, "/F1 10 Tf", "/F9 10 Tf"),
    "xobject": add_artifact("/Im9 Do"),
    "graphics_state": add_artifact("/G9 gs"),
    "colour_space": add_artifact("/Cs9 cs"),
    "properties": lambda pdf: append_content(pdf, 0, "/Artifact /P9 BDC EMC"),
    "text_without_font": lambda pdf: replace_content(pdf, 0, "/F1 8 Tf", ""),
})
breaks_each("state_balanced", {
    "q_without_end": add_artifact("q"),
    "end_without_q": add_artifact("Q"),
})
breaks_each("text_objects", {
    "nested": add_artifact("BT BT ET ET"),
    "text_outside": add_artifact("/F1 10 Tf <0001> Tj"),
    "end_without_begin": add_artifact("ET"),
    "without_end": add_artifact("BT"),
})
breaks_each("marks_balanced", {
    "without_end": lambda pdf: append_content(pdf, 0, "/Artifact BMC"),
    "end_without_begin": lambda pdf: append_content(pdf, 0, "EMC"),
    "over_streams": lambda pdf: add_form(pdf, "EMC", "/Artifact BMC /Fm1 Do", Dictionary()),
})
breaks_each("marks_nest_with_text", {
    "begins_in_text": lambda pdf: append_content(pdf, 0, "BT /Artifact BMC ET EMC"),
    "ends_in_text": lambda pdf: append_content(pdf, 0, "/Artifact BMC BT EMC ET"),
})


# -- marked content ------------------------------------------------------------------------------------------------------

breaks_each("content_marked", {
    "path": lambda pdf: append_content(pdf, 0, "0 0 10 10 re f"),
    "path_in_other_mark": lambda pdf: append_content(pdf, 0, "/Span BMC 0 0 10 10 re f EMC"),
    "image": lambda pdf: append_content(pdf, 1, "/Im1 Do"),
    "text": lambda pdf: append_content(pdf, 0, "BT /F1 10 Tf <0001> Tj ET"),
    "inline_image": lambda pdf: append_content(pdf, 0, "BI /W 1 /H 1 /CS /G /BPC 8 ID x EI"),
    "path_in_form": lambda pdf: add_form(pdf, "0 0 10 10 re f", "/Fm1 Do", Dictionary()),
})
breaks_each("artifact_in_tagged", {
    "in_text": lambda pdf: replace_content(pdf, 0, "<</MCID 0>> BDC", "<</MCID 0>> BDC /Artifact BMC EMC"),
})
breaks_each("tagged_in_artifact", {
    "around_text": lambda pdf: replace_content(pdf, 0, "/H1 <</MCID 0>> BDC", "/Artifact BMC /P <</MCID 88>> BDC EMC EMC /H1 <</MCID 0>> BDC"),
    "both": lambda pdf: replace_content(pdf, 0, "/H1 <</MCID 0>> BDC", "/Artifact <</MCID 0>> BDC"),
})
breaks_each("tagged_in_tagged", {
    "nested": lambda pdf: replace_content(pdf, 0, "/H1 <</MCID 0>> BDC", "/H1 <</MCID 0>> BDC /Span <</MCID 77>> BDC EMC"),
})
breaks_each("mcids_unique", {
    "twice": lambda pdf: replace_content(pdf, 0, "/MCID 1>>", "/MCID 0>>"),
    "negative": lambda pdf: replace_content(pdf, 0, "/MCID 1>>", "/MCID -1>>"),
    "no_number": lambda pdf: replace_content(pdf, 0, "/MCID 1>>", "/MCID (1)>>"),
})
breaks_each("artifact_properties", {
    "unknown_type": lambda pdf: replace_content(pdf, 0, "/Type /Pagination", "/Type /Foo"),
    "subtype_of_layout": lambda pdf: replace_content(pdf, 0, "/Type /Pagination", "/Type /Layout"),
    "unknown_subtype": lambda pdf: replace_content(pdf, 0, "/Subtype /Header", "/Subtype /Foo"),
})
breaks_each("mark_strings", {"name": lambda pdf: replace_content(pdf, 0, "(et cetera)", "/etc")})
breaks_each("mcids_not_empty", {
    "empty": lambda pdf: append_content(pdf, 0, "/P <</MCID 77>> BDC EMC"),
})


@breaks("tagged_forms_once")
def tagged_form_twice(pdf):
    form = add_form(pdf, "/P <</MCID 0>> BDC 0 0 1 1 re f EMC", "/Fm1 Do /Fm1 Do", Dictionary())
    form.StructParents = 500


# -- language ------------------------------------------------------------------------------------------------------------

breaks_each("language_tags", {
    "catalog": lambda pdf: pdf.Root.__setitem__("/Lang", String("en_US")),
    "empty": lambda pdf: pdf.Root.__setitem__("/Lang", String("")),
    "element": lambda pdf: find(pdf, "Span").__setitem__("/Lang", String("much too long a word")),
    "name": lambda pdf: find(pdf, "Span").__setitem__("/Lang", Name.la),
    "mark": lambda pdf: replace_content(pdf, 0, "(et cetera)", "(et cetera) /Lang (l@)"),
})


def without_language(pdf):
    del pdf.Root.Lang


for rule in ("document_language", "text_language", "replacement_language", "outline_language", "annotation_language"):
    breaks(rule)(without_language)


# -- colour --------------------------------------------------------------------------------------------------------------


def change_profile(old, new):
    def change(pdf):
        stream = pdf.Root.OutputIntents[0].DestOutputProfile
        data = make_profile()
        if data.count(old) < 1:
            raise ValueError(f"{old!r} is not in the profile")
        stream.write(data.replace(old, new, 1))
    return change


breaks_each("output_intent", {
    "none": lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
    "two": lambda pdf: pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0]),
    "other_kind": lambda pdf: pdf.Root.OutputIntents[0].__setitem__("/S", Name.GTS_PDFX),
    "no_profile": lambda pdf: pdf.Root.OutputIntents[0].__delitem__("/DestOutputProfile"),
    "no_identifier": lambda pdf: pdf.Root.OutputIntents[0].__delitem__("/OutputConditionIdentifier"),
})


@breaks("output_intents_agree")
def two_profiles(pdf):
    pdf.Root.OutputIntents.append(Dictionary(S=Name.GTS_PDFX, OutputConditionIdentifier=String("x"), DestOutputProfile=pdf.make_stream(make_profile(), N=3)))


@breaks("output_intents_agree")
def referenced_profile(pdf):
    pdf.Root.OutputIntents[0].DestOutputProfileRef = Dictionary()


breaks_each("output_profile", {
    "scanner": change_profile(b"mntrRGB ", b"scnrRGB "),
    "lab": change_profile(b"mntrRGB ", b"mntrLab "),
    "version_5": change_profile(b"\x02\x10\0\0mntr", b"\x05\0\0\0mntr"),
})
breaks_each("profile_components", {"one": lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.__setitem__("/N", 1)})
breaks_each("profile_sound", {
    "signature": change_profile(b"acsp", b"acsq"),
    "size": lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.write(make_profile() + b"\0"),
    "missing_tag": change_profile(b"gTRC", b"gTRX"),
    "tag_beyond_end": lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.write(make_profile()[:-16]),
    "connection": change_profile(b"RGB XYZ ", b"RGB CMYK"),
})


def use_space(space):
    def change(pdf):
        set_resource(pdf, "/ColorSpace", "/Cs1", space(pdf))
        append_content(pdf, 0, ARTIFACT.format("/Cs1 cs 0 0 10 10 re f"))
    return change


def make_icc(pdf, old, new):
    return Array([Name.ICCBased, pdf.make_stream(make_profile().replace(old, new, 1), N=3)])


TINT = Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[1, 1, 1], C1=[0, 0, 0])
breaks_each("icc_based", {
    "link": use_space(lambda pdf: make_icc(pdf, b"mntrRGB ", b"linkRGB ")),
    "version": use_space(lambda pdf: make_icc(pdf, b"\x02\x10\0\0mntr", b"\x05\0\0\0mntr")),
})


@breaks("overprint_mode")
def overprint_of_cmyk(pdf):
    set_resource(pdf, "/ExtGState", "/G2", Dictionary(OP=True, OPM=1))
    set_resource(pdf, "/ColorSpace", "/Cs1", Array([Name.ICCBased, pdf.make_stream(make_profile(), N=4)]))
    append_content(pdf, 0, ARTIFACT.format("/G2 gs /Cs1 cs 0 0 10 10 re f"))


breaks_each("device_colours", {
    "cmyk": add_artifact("0 0 0 1 k 0 0 10 10 re f"),
    "cmyk_stroke": add_artifact("0 0 0 1 K 0 0 10 10 re S"),
    "gray_without_intent": lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
    "rgb_with_gray_intent": change_profile(b"mntrRGB ", b"mntrGRAY"),
    "image": lambda pdf: get_stream(pdf, Subtype="/Image").__setitem__("/ColorSpace", Name.DeviceCMYK),
    "indexed": use_space(lambda pdf: Array([Name.Indexed, Name.DeviceCMYK, 0, String("0000")])),
    "separation": use_space(lambda pdf: Array([Name.Separation, Name.Spot, Name.DeviceCMYK, TINT])),
    "inline_image": add_artifact("BI /W 1 /H 1 /CS /CMYK /BPC 8 ID xxxx EI"),
    "in_form": lambda pdf: add_form(pdf, "0 0 0 1 k 0 0 1 1 re f", "/Artifact BMC /Fm1 Do EMC", Dictionary()),
})
breaks_each("device_n_colorants", {
    "none": use_space(lambda pdf: Array([Name.DeviceN, Array([Name.Spot]), Name.DeviceRGB, TINT])),
})


@breaks("separations_agree")
def two_separations(pdf):
    other = Dictionary(FunctionType=2, Domain=[0, 1], N=2, C0=[1, 1, 1], C1=[0, 0, 0])
    for name, tint in (("/Cs1", TINT), ("/Cs2", other)):
        set_resource(pdf, "/ColorSpace", name, pdf.make_indirect(Array([Name.Separation, Name.Spot, Name.DeviceRGB, tint])))
        append_content(pdf, 0, ARTIFACT.format(f"{name} cs 0 0 10 10 re f"))


breaks_each("rendering_intents", {
    "operator": add_artifact("/Nice ri"),
    "image": lambda pdf: get_stream(pdf, Subtype="/Image").__setitem__("/Intent", Name.Nice),
    "graphics_state": lambda pdf: set_resource(pdf, "/ExtGState", "/G2", Dictionary(RI=Name.Nice)),
})

# -- graphics states, images, forms --------------------------------------------------------------------------------------


def set_state(**entries):
    return lambda pdf: set_resource(pdf, "/ExtGState", "/G2", Dictionary(**entries))


breaks_each("no_transfer_function", {"tr": set_state(TR=Name.Identity), "tr2": set_state(TR2=Name.Identity)})
breaks_each("no_halftone_phase", {"phase": set_state(HTP=Array([0, 0]))})
breaks_each("halftones", {
    "kind": set_state(HT=Dictionary(HalftoneType=6)),
    "name": set_state(HT=Dictionary(HalftoneType=1, HalftoneName=String("x"))),
    "transfer": set_state(HT=Dictionary(HalftoneType=5, Cyan=Dictionary(HalftoneType=1, TransferFunction=Name.Identity))),
})
breaks_each("blend_modes", {"unknown": set_state(BM=Name.Magic), "in_array": set_state(BM=Array([Name.Normal, Name.Magic]))})
breaks_each("blending_space", {"no_intent": lambda pdf: pdf.Root.__delitem__("/OutputIntents")})


def set_image(**entries):
    def change(pdf):
        image = get_stream(pdf, Subtype="/Image")
        for key, value in entries.items():
            image["/" + key] = value
    return change


breaks_each("no_alternate_images", {"alternates": set_image(Alternates=Array()), "opi": set_image(OPI=Dictionary())})
breaks_each("no_interpolation", {
    "image": set_image(Interpolate=True),
    "inline": add_artifact("BI /W 1 /H 1 /CS /G /BPC 8 /I true ID x EI"),
})
breaks_each("image_bits", {"three": set_image(BitsPerComponent=3), "mask": set_image(ImageMask=True, BitsPerComponent=8)})
breaks_each("image_data", {"short": set_image(Height=5), "no_size": set_image(Width=0), "no_space": set_image(ColorSpace=Name.Foo)})


@breaks("soft_masks")
def soft_mask_in_colour(pdf):
    set_image(SMask=pdf.make_stream(bytes(48), Subtype=Name.Image, Width=4, Height=4, BitsPerComponent=8, ColorSpace=Name.DeviceRGB))(pdf)


def make_jpeg2000(channels=3, depth=7, specs=((1, 0, 0, 16),)):
    def box(kind, body):
        return (8 + len(body)).to_bytes(4, "big") + kind + body
    header = (4).to_bytes(4, "big") * 2 + channels.to_bytes(2, "big") + bytes([depth, 7, 0, 0])
    colours = b"".join(box(b"colr", bytes(spec[:3]) + spec[3].to_bytes(4, "big")) for spec in specs)
    return box(b"jP  ", b"\r\n\x87\n") + box(b"jp2h", box(b"ihdr", header) + colours)


def set_jpeg2000(**options):
    return lambda pdf: get_stream(pdf, Subtype="/Image").write(make_jpeg2000(**options), filter=Name.JPXDecode)


breaks_each("jpeg2000", {
    "channels": set_jpeg2000(channels=2),
    "depths": set_jpeg2000(depth=255),
    "method": set_jpeg2000(specs=((4, 0, 0, 16),)),
    "many": set_jpeg2000(specs=((1, 0, 0, 16), (1, 0, 0, 17))),
    "jab": set_jpeg2000(specs=((1, 0, 0, 19),)),
    "no_header": lambda pdf: get_stream(pdf, Subtype="/Image").write(b"", filter=Name.JPXDecode),
})


def add_plain_form(**entries):
    return lambda pdf: add_form(pdf, "", "/Artifact BMC /Fm1 Do EMC", Dictionary(), **entries)


breaks_each("forms_plain", {"opi": add_plain_form(OPI=Dictionary()), "ps": add_plain_form(PS=Dictionary()), "subtype": add_plain_form(Subtype2=Name.PS)})
breaks_each("no_reference_xobjects", {"ref": add_plain_form(Ref=Dictionary())})
breaks_each("no_postscript", {"ps": lambda pdf: set_resource(pdf, "/XObject", "/Ps1", pdf.make_stream(b"", Subtype=Name.PS))})


@breaks("form_boxes")
def form_without_box(pdf):
    del add_form(pdf, "", "/Artifact BMC /Fm1 Do EMC", Dictionary()).BBox
