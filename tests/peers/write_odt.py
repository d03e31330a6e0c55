"""A guideline as an OpenDocument text, for LibreOffice.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import zipfile
from xml.sax.saxutils import escape, quoteattr

import guideline as g

NAMESPACES = " ".join(f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in (
    ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("fo", "xsl-fo-compatible"),
    ("svg", "svg-compatible"), ("meta", "meta"), ("manifest", "manifest")))
NAMESPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
BULLETS = "•–◦"
FRONT = {"publisher", "title", "title-long", "caption", "margin-label", "table-head", "cell", "fact-label", "fact-value", "running"}


def text_properties(look):
    weight = "bold" if look.bold else "normal"
    return (f'<style:text-properties style:font-name="Lato" fo:font-size="{look.size}pt" fo:font-weight="{weight}" '
            f'fo:color="{look.color.lower()}" fo:hyphenate="false"/>')


def paragraph_style(name, look, attributes="", inner="", parent="", more=""):
    before = look.before
    return (f'<style:style style:name="{name}" style:family="paragraph"{parent}{more}><style:paragraph-properties fo:line-height="{look.leading}pt" '
            f'fo:margin-top="{before}pt" fo:margin-bottom="{look.after}pt" fo:widows="2" fo:orphans="2"{attributes}>{inner}'
            f"</style:paragraph-properties>{text_properties(look)}</style:style>")


def tab_stops(*stops):
    inner = "".join(f'<style:tab-stop style:position="{position}pt"{attributes}/>' for position, attributes in stops)
    return f"<style:tab-stops>{inner}</style:tab-stops>"


RIGHT = ' style:type="right"'
LEADER = RIGHT + ' style:leader-style="dotted" style:leader-text="."'


def styles(looks):
    text = f' fo:margin-left="{g.TEXT_X}pt"'
    out = ['<style:font-face style:name="Lato" svg:font-family="Lato"/>']
    faces = f"<office:font-face-decls>{out.pop()}</office:font-face-decls>"
    for name, look in looks.items():
        if name == "running":
            out.append(paragraph_style(name, look, inner=tab_stops((g.TEXT_X, ""), (g.BLOCK_WIDTH, RIGHT))))
        elif name == "publisher":
            out.append(paragraph_style(name, look, inner=tab_stops((g.BLOCK_WIDTH, RIGHT))))
        elif name.startswith("contents"):
            out.append(paragraph_style(name, look, text, tab_stops((g.BLOCK_WIDTH - g.TEXT_X, LEADER))))
        elif name.startswith("heading") or name == "topic":
            indent = text if name == "topic" else ""
            rule = ' fo:border-top="1pt solid #000000" fo:padding-top="6pt"' if name == "heading-1" else ""
            level = 4 if name == "topic" else name[-1]
            out.append(paragraph_style(name, look, ' fo:keep-with-next="always"' + rule + indent, more=f' style:default-outline-level="{level}"'))
        elif name == "caption":
            out.append(paragraph_style(name, look, ' fo:keep-with-next="always"'))
        elif name in FRONT:
            out.append(paragraph_style(name, look))
        else:
            out.append(paragraph_style(name, look, text))
    # In a list the list style indents.
    for name in ("body", "study", "reference"):
        out.append(paragraph_style("item-" + name, looks[name]))
    for name, properties in (("bold", 'fo:font-weight="bold"'), ("italic", 'fo:font-style="italic"'),
                             ("raised", f'style:text-position="34% 70%" fo:font-weight="bold" fo:color="{looks["citation"].color.lower()}"'),
                             ("plain", 'fo:font-weight="normal"')):
        out.append(f'<style:style style:name="{name}" style:family="text"><style:text-properties {properties}/></style:style>')
    for name in ("Internet_20_link", "Visited_20_Internet_20_Link"):
        out.append(f'<style:style style:name="{name}" style:family="text"><style:text-properties style:text-underline-style="none"/></style:style>')
    out += [list_style("bullets", False), list_style("numbers", True)]
    return faces, "".join(out)


def list_style(name, numbered):
    out = [f'<text:list-style style:name="{name}">']
    for level in range(1, 11):
        indent = g.TEXT_X if numbered else g.TEXT_X + g.LIST_INDENT * level
        label = f"-{g.LIST_INDENT * 2 if numbered else g.LIST_INDENT}pt"
        place = ('<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment '
                 f'text:label-followed-by="listtab" fo:text-indent="{label}" fo:margin-left="{indent}pt"/></style:list-level-properties>')
        if numbered:
            out.append(f'<text:list-level-style-number text:level="{level}" style:num-format="1">{place}</text:list-level-style-number>')
        else:
            bullet = BULLETS[min(level, 3) - 1]
            out.append(f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="{bullet}">{place}'
                       '<style:text-properties style:font-name="Lato"/></text:list-level-style-bullet>')
    return "".join(out) + "</text:list-style>"


def page_styles(document):
    before, middle, after = document.page_n_of_n.split("%u")
    layout = (f'<style:page-layout-properties fo:page-width="{g.PAGE_WIDTH}pt" fo:page-height="{g.PAGE_HEIGHT}pt" fo:margin-top="30pt" '
              f'fo:margin-bottom="30pt" fo:margin-left="{g.MARGIN_SIDE}pt" fo:margin-right="{g.MARGIN_SIDE}pt"/>')
    head = f'<style:header-style><style:header-footer-properties svg:height="{g.MARGIN_TOP - 30}pt" fo:margin-bottom="30pt"/></style:header-style>'
    foot = f'<style:footer-style><style:header-footer-properties svg:height="{g.MARGIN_BOTTOM - 30}pt" fo:margin-top="13pt"/></style:footer-style>'
    automatic = (f'<style:page-layout style:name="first-layout">{layout}{foot}</style:page-layout>'
                 f'<style:page-layout style:name="rest-layout">{layout}{head}{foot}</style:page-layout>')
    header = (f'<style:header><text:p text:style-name="running"><text:span text:style-name="bold">{escape(document.title)}</text:span>'
              '<text:tab/><text:tab/><text:chapter text:display="name" text:outline-level="1"/></text:p></style:header>')
    footer = (f'<style:footer><text:p text:style-name="running">{escape(document.number_version)}<text:tab/>{escape(document.not_in_effect)}<text:tab/>'
              f"{before}<text:page-number/>{middle}<text:page-count/>{after}</text:p></style:footer>")
    masters = (f'<style:master-page style:name="First" style:page-layout-name="first-layout" style:next-style-name="Rest">{footer}</style:master-page>'
               f'<style:master-page style:name="Rest" style:page-layout-name="rest-layout">{header}{footer}</style:master-page>')
    return automatic, masters


class Writer:
    def __init__(self):
        self.out = []
        self.n_tables = 0
        self.begun = False  # The first heading after the contents opens a page.

    def add(self, text):
        self.out.append(text)

    def runs(self, runs):
        out = []
        for run in runs:
            text = escape(run.text)
            if run.page_of:
                text = f'<text:bookmark-ref text:reference-format="page" text:ref-name={quoteattr(run.page_of)}>0</text:bookmark-ref>'
            for look, wanted in (("bold", run.bold), ("italic", run.italic), ("raised", run.raised)):
                if wanted:
                    text = f'<text:span text:style-name="{look}">{text}</text:span>'
            if run.href:
                text = f'<text:a xlink:type="simple" xlink:href={quoteattr(run.href)}>{text}</text:a>'
            if run.id:
                text = f"<text:bookmark text:name={quoteattr(run.id)}/>{text}"
            out.append(text)
        return "".join(out)

    def mark(self, identity):
        return f"<text:bookmark text:name={quoteattr(identity)}/>" if identity else ""

    def list(self, block, nested):
        style = "" if nested else f' text:style-name="{"numbers" if block.numbered else "bullets"}"'
        self.add(f"<text:list{style}>")
        for item in block.items:
            self.add("<text:list-item>")
            self.blocks(item.blocks, "item-", item.id)
            self.add("</text:list-item>")
        self.add("</text:list>")

    def rows(self, rows, cell_style, style):
        for row in rows:
            cells = "".join(f'<table:table-cell table:style-name="{cell_style}"><text:p text:style-name="{style}">{cell}</text:p></table:table-cell>'
                            for cell in row)
            self.add(f'<table:table-row table:style-name="row">{cells}</table:table-row>')

    def table(self, table):
        if table.caption:
            self.add(f'<text:p text:style-name="caption">{self.mark(table.id)}{self.runs(table.caption)}</text:p>')
        self.n_tables += 1
        self.add(f'<table:table table:name="Table{self.n_tables}" table:style-name="table">')
        for width in table.columns:
            self.add(f'<table:table-column table:style-name="column-{width}"/>')
        self.add("<table:table-header-rows>")
        self.rows([[escape(word) for word in table.head]], "head-cell", "table-head")
        self.add("</table:table-header-rows>")
        self.rows([[self.runs(cell) for cell in row] for row in table.rows], "body-cell", "cell-tight")
        self.add('</table:table><text:p text:style-name="body"/>')

    def blocks(self, blocks, prefix="", first_id=""):
        for block in blocks:
            mark = self.mark(first_id)
            if isinstance(block, g.Heading):
                style = g.heading_look(block.level) if self.begun else "heading-first"
                self.begun = True
                self.add(f'<text:h text:style-name="{style}" text:outline-level="{block.level}">{self.mark(block.id)}{self.runs(block.runs)}</text:h>')
            elif isinstance(block, g.Paragraph):
                self.add(f'<text:p text:style-name="{prefix}{block.style}">{mark}{self.mark(block.id)}{self.runs(block.runs)}</text:p>')
            elif isinstance(block, g.List):
                self.list(block, prefix)
            else:
                self.table(block)
            first_id = ""

    def front(self, document):
        title = "title" if len(document.title) < 24 else "title-long"
        self.add(f'<text:p text:style-name="first">{escape(document.publisher)}<text:tab/><text:span text:style-name="plain">{escape(document.kind)}</text:span></text:p>')
        self.add(f'<text:p text:style-name="{title}">{escape(document.title)}</text:p>')
        self.add('<table:table table:name="Facts" table:style-name="table"><table:table-column table:style-name="column-126" table:number-columns-repeated="4"/>')
        for start in range(0, len(document.facts), 4):
            self.add('<table:table-row table:style-name="row">')
            for label, value in (document.facts[start:start + 4] + [("", "")])[:4]:
                self.add(f'<table:table-cell table:style-name="body-cell"><text:p text:style-name="fact-label">{escape(label)}</text:p>'
                         f'<text:p text:style-name="fact-value">{escape(value)}</text:p></table:table-cell>')
            self.add("</table:table-row>")
        self.add(f'</table:table><text:p text:style-name="margin-label">{escape(document.contents)}</text:p>')
        self.add('<text:table-of-content text:name="Contents" text:protected="true"><text:table-of-content-source text:outline-level="3"/><text:index-body>')
        for heading in document.headings():
            page = f'<text:bookmark-ref text:reference-format="page" text:ref-name={quoteattr(heading.id)}>0</text:bookmark-ref>'
            self.add(f'<text:p text:style-name="contents-{min(heading.level, 2)}"><text:a xlink:type="simple" xlink:href={quoteattr("#" + heading.id)}>'
                     f"{self.runs(heading.runs)}<text:tab/>{page}</text:a></text:p>")
        self.add("</text:index-body></text:table-of-content>")


def automatic_styles(looks):
    widths = sorted({126, *g.CODE_COLUMNS, *g.HISTORY_COLUMNS})
    columns = "".join(f'<style:style style:name="column-{width}" style:family="table-column"><style:table-column-properties style:column-width="{width}pt"/></style:style>'
                      for width in widths)
    tight = looks["cell"]
    return f"""{columns}
<style:style style:name="first" style:family="paragraph" style:parent-style-name="publisher" style:master-page-name="First"/>
<style:style style:name="heading-first" style:family="paragraph" style:parent-style-name="heading-1"><style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="cell-tight" style:family="paragraph" style:parent-style-name="cell"><style:paragraph-properties fo:line-height="{tight.leading}pt" fo:margin-bottom="0pt"/></style:style>
<style:style style:name="table" style:family="table"><style:table-properties style:width="{g.BLOCK_WIDTH}pt" table:align="left"/></style:style>
<style:style style:name="row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>
<style:style style:name="head-cell" style:family="table-cell"><style:table-cell-properties fo:border-top="0.75pt solid #000000" fo:border-bottom="0.5pt solid #000000" fo:border-left="none" fo:border-right="none" fo:padding="4pt" fo:padding-left="0pt" fo:padding-right="0pt"/></style:style>
<style:style style:name="body-cell" style:family="table-cell"><style:table-cell-properties fo:border-bottom="0.35pt solid #d0d0d0" fo:border-top="none" fo:border-left="none" fo:border-right="none" fo:padding="4pt" fo:padding-left="0pt" fo:padding-right="0pt"/></style:style>
"""


def write(document, looks, path):
    writer = Writer()
    writer.front(document)
    writer.blocks(document.blocks)
    language, country = (document.language.split("-") + ["none"])[:2]
    faces, common = styles(looks)
    pages, masters = page_styles(document)
    default = (f'<style:default-style style:family="paragraph"><style:text-properties style:font-name="Lato" fo:font-size="10pt" fo:language="{language}" '
               f'fo:country="{country}" fo:hyphenate="false"/></style:default-style>')
    start = '<?xml version="1.0" encoding="UTF-8"?>\n<office:'
    files = {
        "styles.xml": f'{start}document-styles {NAMESPACES} office:version="1.2">{faces}<office:styles>{default}{common}</office:styles>'
                      f"<office:automatic-styles>{pages}</office:automatic-styles><office:master-styles>{masters}</office:master-styles></office:document-styles>",
        "content.xml": f'{start}document-content {NAMESPACES} office:version="1.2">{faces}<office:automatic-styles>{automatic_styles(looks)}</office:automatic-styles>'
                       f"<office:body><office:text>{''.join(writer.out)}</office:text></office:body></office:document-content>",
        "meta.xml": f'{start}document-meta {NAMESPACES} office:version="1.2"><office:meta><dc:title>{escape(document.title)}</dc:title></office:meta></office:document-meta>',
    }
    kind = "application/vnd.oasis.opendocument.text"
    entries = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    entries += "".join(f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in files)
    files["META-INF/manifest.xml"] = f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest {NAMESPACES} manifest:version="1.2">{entries}</manifest:manifest>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", kind, zipfile.ZIP_STORED)
        for name, text in files.items():
            package.writestr(name, text)
