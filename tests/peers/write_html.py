"""A guideline as HTML with CSS for pages, for WeasyPrint and Chromium.

SPDX-License-Identifier: GPL-3.0-or-later
"""
from xml.sax.saxutils import escape, quoteattr

import guideline as g


def style_sheet(document, looks):
    foot = [document.number_version, document.not_in_effect]
    before, middle, after = document.page_n_of_n.split("%u")
    look_rules = "\n".join(
        f".{name} {{ font: {'bold' if look.bold else 'normal'} {look.size}pt/{look.leading}pt Lato; color: {look.color}; "
        f"margin: {look.before}pt 0 {look.after}pt; }}"
        for name, look in looks.items()
    )
    running = looks["running"]
    box = f"font: {running.size}pt/{running.leading}pt Lato; color: {running.color}; vertical-align: {{align}}; padding: {{padding}}"
    head = box.format(align="bottom", padding="0 0 27pt")
    tail = box.format(align="top", padding="13pt 0 0")
    return f"""
@page {{
  size: {g.PAGE_WIDTH}pt {g.PAGE_HEIGHT}pt;
  margin: {g.MARGIN_TOP}pt {g.MARGIN_SIDE}pt {g.MARGIN_BOTTOM}pt;
  @top-left {{ content: "{document.title}"; {head}; font-weight: bold; color: #000; }}
  @top-right {{ content: string(part); {head} }}
  @bottom-left {{ content: "{foot[0]}"; {tail}; width: {g.TEXT_X}pt }}
  @bottom-center {{ content: "{foot[1]}"; {tail}; text-align: left }}
  @bottom-right {{ content: "{before}" counter(page) "{middle}" counter(pages) "{after}"; {tail}; width: {g.TEXT_X}pt }}
}}
@page :first {{ @top-left {{ content: none }} @top-right {{ content: none }} }}
{look_rules}
body {{ margin: 0 0 0 {g.TEXT_X}pt; font: 10pt/14pt Lato; font-feature-settings: "liga" 0, "clig" 0, "lnum", "tnum";
       text-align: left; hyphens: none; widows: 2; orphans: 2 }}
header, h1, h2, h3, h4, nav h2, table {{ margin-left: -{g.TEXT_X}pt !important }}
h4 {{ margin-left: 0 !important }}
h1, h2, h3, h4 {{ break-after: avoid }}
h1.heading-1 {{ string-set: part content(); border-top: 1pt solid #000; padding-top: 6pt }}
.running-kind {{ float: right; font: 9pt/12pt Lato; color: {looks['kind'].color} }}
.facts td {{ width: 126pt; border-bottom: .5pt solid #b3b3b3; padding: 6pt 0 8pt }}
.facts span {{ display: block; margin: 0 }}
nav {{ break-after: page }}
nav ul li {{ list-style: none; margin: 0 }}
nav ul {{ padding: 0; margin: 0 }}
nav a {{ display: block }}
nav a::after {{ content: leader(".") target-counter(attr(href), page) }}
a {{ color: inherit; text-decoration: none }}
ul, ol {{ margin: 0 0 7pt; padding: 0 }}
li {{ margin-left: {g.LIST_INDENT}pt }}
li {{ list-style: "•  " outside }}
li li {{ list-style: "–  " outside }}
li li li {{ list-style: "◦  " outside }}
ol > li {{ break-inside: avoid; list-style: decimal outside }}
ol > li::marker {{ font-weight: bold; font-size: {looks['reference'].size}pt }}
sup {{ font: bold 7pt/1 Lato; color: {looks['citation'].color}; vertical-align: baseline; position: relative; top: -3.4pt; line-height: 0 }}
a.page::after {{ content: target-counter(attr(href), page) }}
table {{ width: {g.BLOCK_WIDTH}pt; border-collapse: collapse; table-layout: fixed; margin-bottom: 21pt; border-bottom: .75pt solid #000 }}
caption {{ text-align: left; break-after: avoid }}
tr {{ break-inside: avoid }}
th {{ text-align: left; border: solid #000; border-width: .75pt 0 .5pt; padding: 4pt 0 }}
td {{ text-align: left; vertical-align: top; border-top: .35pt solid #d0d0d0; padding: 4pt 0 4.5pt; margin: 0 }}
"""


def write_runs(runs):
    out = []
    for run in runs:
        text = escape(run.text)
        if run.italic:
            text = f"<em>{text}</em>"
        if run.bold:
            text = f"<strong>{text}</strong>"
        if run.href:
            name = ' class="page"' if run.page_of else ""
            text = f"<a href={quoteattr(run.href)}{name}>{text}</a>"
        if run.raised:
            text = f"<sup>{text}</sup>"
        if run.id:
            text = f"<span id={quoteattr(run.id)}>{text}</span>"
        out.append(text)
    return "".join(out)


def write_table(table, out):
    out.append(f"<table id={quoteattr(table.id)}>")
    if table.caption:
        out.append(f'<caption class="caption">{write_runs(table.caption)}</caption>')
    out += [f'<col style="width: {width}pt">' for width in table.columns]
    head = "".join(f'<th class="table-head" scope="col">{escape(word)}</th>' for word in table.head)
    out.append(f"<thead><tr>{head}</tr></thead><tbody>")
    for row in table.rows:
        out.append("<tr>" + "".join(f'<td class="cell">{write_runs(cell)}</td>' for cell in row) + "</tr>")
    out.append("</tbody></table>")


def identity(block):
    return f" id={quoteattr(block.id)}" if block.id else ""


def write_blocks(blocks, out):
    for block in blocks:
        if isinstance(block, g.Heading):
            name = f"h{block.level}"
            out.append(f"<{name} id={quoteattr(block.id)} class={quoteattr(g.heading_look(block.level))}>{write_runs(block.runs)}</{name}>")
        elif isinstance(block, g.Paragraph):
            out.append(f"<p{identity(block)} class={quoteattr(block.style)}>{write_runs(block.runs)}</p>")
        elif isinstance(block, g.List):
            name = "ol" if block.numbered else "ul"
            out.append(f"<{name}>")
            for item in block.items:
                out.append(f"<li{identity(item)}>")
                write_blocks(item.blocks, out)
                out.append("</li>")
            out.append(f"</{name}>")
        else:
            write_table(block, out)


def write_front(document, out):
    title = "title" if len(document.title) < 24 else "title-long"
    out.append(f'<header><p class="publisher"><span class="running-kind">{escape(document.kind)}</span>{escape(document.publisher)}</p>')
    out.append(f'<p class="{title}">{escape(document.title)}</p></header>')
    out.append('<table class="facts">')
    for start in range(0, len(document.facts), 4):
        out.append("<tr>")
        for label, value in document.facts[start:start + 4]:
            out.append(f'<td><span class="fact-label">{escape(label)}</span><span class="fact-value">{escape(value)}</span></td>')
        out.append("</tr>")
    out.append(f'</table><nav><h2 class="margin-label">{escape(document.contents)}</h2><ul>')
    for heading in document.headings():
        out.append(f'<li class="contents-{min(heading.level, 2)}"><a href={quoteattr("#" + heading.id)}>{write_runs(heading.runs)}</a></li>')
    out.append("</ul></nav>")


def write(document, looks, path):
    out = [
        f'<!DOCTYPE html><html lang={quoteattr(document.language)}><head><meta charset="utf-8">',
        f"<title>{escape(document.title)}</title><style>{style_sheet(document, looks)}</style></head><body>",
    ]
    write_front(document, out)
    write_blocks(document.blocks, out)
    out.append("</body></html>\n")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(out))
