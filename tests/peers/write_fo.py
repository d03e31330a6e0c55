"""A guideline as XSL-FO, for FOP.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import os
import subprocess
from xml.sax.saxutils import escape, quoteattr

import guideline as g

BULLETS = "•–◦"
SPACE = "\u00a0"


def look(looks, name, **others):
    one = looks[name]
    attributes = {
        "font-size": f"{one.size}pt",
        "line-height": f"{one.leading}pt",
        "color": one.color,
        "space-before": f"{one.before}pt",
        "space-after": f"{one.after}pt",
    }
    if one.bold:
        attributes["font-weight"] = "bold"
    attributes.update((key.replace("_", "-"), value) for key, value in others.items() if value)
    return "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())


class Writer:
    def __init__(self, document, looks):
        self.document = document
        self.looks = looks
        self.out = []

    def add(self, text):
        self.out.append(text)

    def runs(self, runs):
        out = []
        for run in runs:
            text = f"<fo:page-number-citation ref-id={quoteattr(run.page_of)}/>" if run.page_of else escape(run.text)
            looks = ""
            if run.bold or run.raised:
                looks += ' font-weight="bold"'
            if run.italic:
                looks += ' font-style="italic"'
            if run.raised:
                looks += f' font-size="7pt" baseline-shift="3.4pt" line-height="0" color="{self.looks["citation"].color}"'
            if run.id:
                looks += f" id={quoteattr(run.id)}"
            if looks:
                text = f"<fo:inline{looks}>{text}</fo:inline>"
            if run.href.startswith("#"):
                text = f"<fo:basic-link internal-destination={quoteattr(run.href[1:])} fox:alt-text={quoteattr(run.text or run.href)}>{text}</fo:basic-link>"
            elif run.href:
                text = f"<fo:basic-link external-destination={quoteattr(f'url({run.href})')} fox:alt-text={quoteattr(run.text)}>{text}</fo:basic-link>"
            out.append(text)
        return "".join(out)

    def heading(self, heading):
        attributes = {"id": heading.id, "role": f"H{heading.level}", "keep_with_next": "always"}
        if heading.level < 4:
            attributes["start_indent"] = "0pt"
        if heading.level == 1:
            attributes.update(border_top="1pt solid black", padding_top="6pt")
        self.add(f"<fo:block{look(self.looks, g.heading_look(heading.level), **attributes)}>")
        if heading.level == 1:
            self.add(f'<fo:marker marker-class-name="part">{escape("".join(run.text for run in heading.runs))}</fo:marker>')
        self.add(f"{self.runs(heading.runs)}</fo:block>")

    def list(self, block, depth):
        start = g.TEXT_X + g.LIST_INDENT * depth
        if block.numbered:
            start -= 2 * g.LIST_INDENT
        indent = g.LIST_INDENT * (2 if block.numbered else 1)
        self.add(f'<fo:list-block start-indent="{start}pt" provisional-distance-between-starts="{indent}pt" '
                 f'provisional-label-separation="2pt" space-after="7pt">')
        for item in block.items:
            keep = ' keep-together.within-page="always"' if block.numbered else ""
            name = item.blocks[0].style
            after = self.looks[name].after / min(depth + 1, 2)
            identity = f" id={quoteattr(item.id)}" if item.id else ""
            self.add(f"<fo:list-item{identity} space-after=\"{after}pt\"{keep}><fo:list-item-label end-indent=\"label-end()\">"
                     f"<fo:block{look(self.looks, name)}>{item.label or BULLETS[min(depth, 2)]}</fo:block></fo:list-item-label>"
                     f'<fo:list-item-body start-indent="body-start()">')
            self.blocks(item.blocks, depth + 1)
            self.add("</fo:list-item-body></fo:list-item>")
        self.add("</fo:list-block>")

    def table(self, table):
        if table.caption:
            self.add(f"<fo:block{look(self.looks, 'caption', start_indent='0pt', keep_with_next='always')}>{self.runs(table.caption)}</fo:block>")
        self.add(f'<fo:table id={quoteattr(table.id)} start-indent="0pt" width="{g.BLOCK_WIDTH}pt" table-layout="fixed" '
                 f'border-bottom="0.75pt solid black" space-after="21pt">')
        for width in table.columns:
            self.add(f'<fo:table-column column-width="{width}pt"/>')
        self.add("<fo:table-header><fo:table-row>")
        for word in table.head:
            self.add('<fo:table-cell border-top="0.75pt solid black" border-bottom="0.5pt solid black" padding="4pt 0pt">'
                     f"<fo:block{look(self.looks, 'table-head')}>{escape(word)}</fo:block></fo:table-cell>")
        self.add("</fo:table-row></fo:table-header><fo:table-body>")
        for row in table.rows:
            self.add('<fo:table-row keep-together.within-page="always">')
            for cell in row:
                self.add('<fo:table-cell border-top="0.35pt solid #d0d0d0" padding="4pt 0pt">'
                         f"<fo:block{look(self.looks, 'cell', space_after='0pt')}>{self.runs(cell)}</fo:block></fo:table-cell>")
            self.add("</fo:table-row>")
        self.add("</fo:table-body></fo:table>")

    def blocks(self, blocks, depth=0):
        for block in blocks:
            if isinstance(block, g.Heading):
                self.heading(block)
            elif isinstance(block, g.Paragraph):
                self.add(f"<fo:block{look(self.looks, block.style, id=block.id)}>{self.runs(block.runs)}</fo:block>")
            elif isinstance(block, g.List):
                self.list(block, depth)
            else:
                self.table(block)

    def leader_line(self, left, right):
        return f'{left}<fo:leader leader-pattern="space" leader-length.optimum="100%"/>{right}'

    def front(self):
        document = self.document
        title = "title" if len(document.title) < 24 else "title-long"
        line = self.leader_line(escape(document.publisher), f'<fo:inline font-weight="normal">{escape(document.kind)}</fo:inline>')
        self.add(f"<fo:block{look(self.looks, 'publisher', start_indent='0pt', text_align_last='justify')}>{line}</fo:block>")
        self.add(f"<fo:block{look(self.looks, title, start_indent='0pt')}>{escape(document.title)}</fo:block>")
        self.add(f'<fo:table start-indent="0pt" width="{g.BLOCK_WIDTH}pt" table-layout="fixed"><fo:table-body>')
        for start in range(0, len(document.facts), 4):
            self.add("<fo:table-row>")
            for label, value in document.facts[start:start + 4]:
                self.add('<fo:table-cell border-bottom="0.5pt solid #b3b3b3" padding="6pt 0pt 8pt">'
                         f"<fo:block{look(self.looks, 'fact-label')}>{escape(label)}</fo:block>"
                         f"<fo:block{look(self.looks, 'fact-value')}>{escape(value)}</fo:block></fo:table-cell>")
            self.add("</fo:table-row>")
        self.add("</fo:table-body></fo:table>")
        self.add(f"<fo:block{look(self.looks, 'margin-label', start_indent='0pt', space_before='21pt', role='H2')}>{escape(document.contents)}</fo:block>")
        for heading in document.headings():
            self.add(f"<fo:block{look(self.looks, f'contents-{min(heading.level, 2)}', text_align_last='justify')}>"
                     f"<fo:basic-link internal-destination={quoteattr(heading.id)} fox:alt-text={quoteattr(''.join(run.text for run in heading.runs))}>"
                     f'{self.runs(heading.runs)} <fo:leader leader-pattern="dots"/> '
                     f"<fo:page-number-citation ref-id={quoteattr(heading.id)}/></fo:basic-link></fo:block>")

    def masters(self):
        body = f'<fo:region-body margin-top="{g.MARGIN_TOP - 30}pt" margin-bottom="{g.MARGIN_BOTTOM - 30}pt"/>'
        page = f'page-width="{g.PAGE_WIDTH}pt" page-height="{g.PAGE_HEIGHT}pt" margin="30pt {g.MARGIN_SIDE}pt"'
        after = f'<fo:region-after extent="{g.MARGIN_BOTTOM - 30 - 13}pt"/>'
        self.add(f"""<fo:layout-master-set>
<fo:simple-page-master master-name="first" {page}>{body}{after}</fo:simple-page-master>
<fo:simple-page-master master-name="rest" {page}>{body}<fo:region-before extent="20pt"/>{after}</fo:simple-page-master>
<fo:page-sequence-master master-name="pages"><fo:repeatable-page-master-alternatives>
<fo:conditional-page-master-reference master-reference="first" page-position="first"/>
<fo:conditional-page-master-reference master-reference="rest"/>
</fo:repeatable-page-master-alternatives></fo:page-sequence-master>
</fo:layout-master-set>""")

    def running(self):
        document = self.document
        before, middle, after = document.page_n_of_n.split("%u")
        head = self.leader_line(f'<fo:inline font-weight="bold" color="black">{escape(document.title)}</fo:inline>',
                                '<fo:retrieve-marker retrieve-class-name="part"/>')
        foot = self.leader_line(f"{escape(document.number_version)}{SPACE * 8}{escape(document.not_in_effect)}",
                                f'{before}<fo:page-number/>{middle}<fo:page-number-citation-last ref-id="pages"/>{after}')
        for region, line in (("before", head), ("after", foot)):
            self.add(f'<fo:static-content flow-name="xsl-region-{region}">'
                     f"<fo:block{look(self.looks, 'running', text_align_last='justify')}>{line}</fo:block></fo:static-content>")

    def outline(self):
        self.add("<fo:bookmark-tree>")
        for heading in self.document.headings():
            self.add(f"<fo:bookmark internal-destination={quoteattr(heading.id)}><fo:bookmark-title>"
                     f"{escape(''.join(run.text for run in heading.runs))}</fo:bookmark-title></fo:bookmark>")
        self.add("</fo:bookmark-tree>")

    def write(self):
        document = self.document
        self.add('<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" xmlns:fox="http://xmlgraphics.apache.org/fop/extensions" '
                 f'xml:lang={quoteattr(document.language)} font-family="Lato" font-size="10pt" line-height="14pt" '
                 'line-stacking-strategy="font-height" widows="2" orphans="2" text-align="start" hyphenate="false">')
        self.masters()
        self.add(f"""<fo:declarations><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(document.title)}</dc:title>
<dc:creator>{escape(document.publisher)}</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta></fo:declarations>""")
        self.outline()
        self.add('<fo:page-sequence master-reference="pages" id="pages">')
        self.running()
        self.add(f'<fo:flow flow-name="xsl-region-body" start-indent="{g.TEXT_X}pt">')
        self.front()
        self.add('<fo:block break-before="page"/>')
        self.blocks(document.blocks)
        self.add("</fo:flow></fo:page-sequence></fo:root>\n")
        return "\n".join(self.out)


def write(document, looks, path):
    with open(path, "w", encoding="utf-8") as file:
        file.write(Writer(document, looks).write())


def write_configuration(path):
    """What FOP is told beside the document: accessible and archival PDF, and where the fonts are."""
    fonts = []
    for weight, style, pattern in (("normal", "normal", "Lato:regular"), ("bold", "normal", "Lato:bold"),
                                   ("normal", "italic", "Lato:italic"), ("bold", "italic", "Lato:bold:italic")):
        file = subprocess.run(["fc-match", "-f", "%{file}", pattern], check=True, capture_output=True, text=True).stdout
        fonts.append(f'<font embed-url="file:{os.path.abspath(file)}" kerning="yes"><font-triplet name="Lato" style="{style}" weight="{weight}"/></font>')
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"""<fop version="1.0"><accessibility>true</accessibility>
<renderers><renderer mime="application/pdf"><pdf-ua-mode>PDF/UA-1</pdf-ua-mode><pdf-a-mode>PDF/A-3a</pdf-a-mode>
<fonts>{''.join(fonts)}</fonts></renderer></renderers></fop>
""")
