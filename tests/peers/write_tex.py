"""A guideline as LaTeX, for xelatex.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import guideline as g

SPECIAL = str.maketrans({character: "\\" + character for character in "#$%&_{}"} | {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"})


def escape(text):
    return text.translate(SPECIAL)


def color(value):
    return "[HTML]{" + value.lstrip("#") + "}"


def font(look):
    weight = r"\bfseries" if look.bold else r"\mdseries"
    return rf"\fontsize{{{look.size}}}{{{look.leading}}}\selectfont{weight}\color{color(look.color)}"


def write_runs(runs):
    out = []
    for run in runs:
        text = rf"\pageref*{{{run.page_of}}}" if run.page_of else escape(run.text)
        if run.italic:
            text = rf"\textit{{{text}}}"
        if run.bold:
            text = rf"\textbf{{{text}}}"
        if run.href.startswith("#"):
            text = rf"\hyperlink{{{run.href[1:]}}}{{{text}}}"
        elif run.href:
            text = rf"\href{{{escape(run.href)}}}{{{text}}}"
        if run.raised:
            text = rf"\citation@mark{{{text}}}"
        if run.id:
            text = rf"{anchor(run.id)}\label{{{run.id}}}{text}"
        out.append(text)
    return "".join(out)


def anchor(identity):
    return rf"\raisebox{{10pt}}[0pt][0pt]{{\hypertarget{{{identity}}}{{}}}}" if identity else ""


def preamble(document, looks):
    before, middle, after = document.page_n_of_n.split("%u")
    headings = ""
    for level, name in ((1, "section"), (2, "subsection"), (3, "subsubsection")):
        look = looks[f"heading-{level}"]
        rule = rf"\makebox[0pt][l]{{\hspace*{{-{g.TEXT_X}pt}}\raisebox{{21pt}}{{\rule{{{g.BLOCK_WIDTH}pt}}{{1pt}}}}}}" if level == 1 else ""
        mark = r"\markboth{#1}{#1}" if level == 1 else ""
        headings += (rf"\newcommand\heading{name}[2]{{\@startsection{{{name}}}{{{level}}}{{-{g.TEXT_X}pt}}{{-{look.before}pt}}{{{look.after}pt}}"
                     rf"{{\raggedright{font(look)}{rule}}}{{#1}}\label{{#2}}{mark}}}" "\n")
    topic = looks["topic"]
    return rf"""\documentclass[10pt]{{article}}
\usepackage{{fontspec}}
\setmainfont{{Lato}}[UprightFont=*-Regular,BoldFont=*-Bold,ItalicFont=*-Italic,BoldItalicFont=*-BoldItalic,Ligatures=NoCommon,Numbers={{Lining,Tabular}}]
\usepackage[paperwidth={g.PAGE_WIDTH}bp,paperheight={g.PAGE_HEIGHT}bp,top={g.MARGIN_TOP}bp,bottom={g.MARGIN_BOTTOM}bp,left={g.MARGIN_SIDE + g.TEXT_X}bp,right={g.MARGIN_SIDE}bp,headsep=27bp,footskip=27bp]{{geometry}}
\usepackage{{xcolor,longtable,fancyhdr}}
\usepackage[hidelinks,pdfusetitle,pdfdisplaydoctitle,pdflang={{{document.language}}}]{{hyperref}}
\title{{{escape(document.title)}}}\author{{{escape(document.publisher)}}}
\makeatletter
\AtBeginDocument{{\hypersetup{{pdftitle={{{escape(document.title)}}},pdfauthor={{{escape(document.publisher)}}}}}}}
\setcounter{{secnumdepth}}{{0}}\setcounter{{tocdepth}}{{3}}
\raggedright\raggedbottom\hyphenpenalty=10000\exhyphenpenalty=10000\widowpenalty=10000\clubpenalty=10000
\setlength\parindent{{0pt}}\setlength\parskip{{0pt}}\setlength\tabcolsep{{0pt}}
\newcommand\paragraph@body{{{font(looks['body'])}}}
\newcommand\citation@mark[1]{{\raisebox{{3.4pt}}[0pt][0pt]{{\fontsize{{7}}{{7}}\selectfont\bfseries\color{color(looks['citation'].color)}#1}}}}
{headings}\newcommand\headingtopic[2]{{\@startsection{{paragraph}}{{4}}{{0pt}}{{-{topic.before}pt}}{{{topic.after}pt}}{{\raggedright{font(topic)}}}*{{#1}}}}
\setlength\leftmargini{{{g.LIST_INDENT}pt}}\setlength\leftmarginii{{{g.LIST_INDENT}pt}}\setlength\leftmarginiii{{{g.LIST_INDENT}pt}}
\renewcommand\labelitemi{{•}}\renewcommand\labelitemii{{–}}\renewcommand\labelitemiii{{◦}}
\def\@listi{{\leftmargin\leftmargini\topsep0pt\parsep0pt\itemsep0pt\partopsep0pt\labelsep6pt}}\let\@listI\@listi
\def\@listii{{\leftmargin\leftmarginii\topsep0pt\parsep0pt\itemsep0pt\labelsep6pt}}\let\@listiii\@listii
\newcommand\contents@line[4]{{\@dottedtocline{{#1}}{{#2}}{{0pt}}{{#3}}{{#4}}}}
\renewcommand\l@section[2]{{\contents@line{{1}}{{0pt}}{{{font(looks['contents-1'])}#1}}{{\bfseries#2}}}}
\renewcommand\l@subsection[2]{{\contents@line{{2}}{{14pt}}{{{font(looks['contents-2'])}#1}}{{#2}}}}
\renewcommand\l@subsubsection[2]{{\contents@line{{3}}{{28pt}}{{{font(looks['contents-2'])}#1}}{{#2}}}}
\pagestyle{{fancy}}\fancyhf{{}}\renewcommand\headrulewidth{{0pt}}\fancyhfoffset[L]{{{g.TEXT_X}pt}}
\newcommand\running{{{font(looks['running'])}}}
\newcommand\foot@line{{\running {escape(document.number_version)}\qquad {escape(document.not_in_effect)}\hfill {before}\thepage{middle}\pageref*{{last-page}}{after}}}
\fancyhead[L]{{\running\textbf{{\color{{black}}{escape(document.title)}}}}}\fancyhead[R]{{\running\leftmark}}\fancyfoot[L]{{\makebox[\headwidth]{{\foot@line}}}}
\fancypagestyle{{first}}{{\fancyhead{{}}}}
\setlength\LTleft{{-{g.TEXT_X}pt}}\setlength\LTright{{0pt}}\setlength\LTpre{{0pt}}\setlength\LTpost{{21pt}}\setlength\arrayrulewidth{{.5pt}}
\begin{{document}}
"""


def write_front(document, looks, out):
    title = looks["title" if len(document.title) < 24 else "title-long"]
    width = rf"\noindent\hspace*{{-{g.TEXT_X}pt}}\makebox[{g.BLOCK_WIDTH}pt][l]"
    out.append(rf"\thispagestyle{{first}}{width}{{{{{font(looks['publisher'])}{escape(document.publisher)}}}\hfill{{{font(looks['kind'])}{escape(document.kind)}}}}}\par")
    out.append(rf"\vspace{{{title.before}pt}}{width}{{{font(title)}{escape(document.title)}}}\par\vspace{{{title.after}pt}}")
    for start in range(0, len(document.facts), 4):
        cells = "".join(rf"\parbox[t]{{126pt}}{{\raggedright{font(looks['fact-label'])}{escape(label)}\par{font(looks['fact-value'])}{escape(value)}\par}}"
                        for label, value in document.facts[start:start + 4])
        out.append(rf"{width}{{{cells}}}\par\vspace{{14pt}}")
    out.append(rf"\vspace{{21pt}}{width}{{{font(looks['margin-label'])}{escape(document.contents)}}}\par\@starttoc{{toc}}\clearpage\paragraph@body")


def write_table(table, looks, out):
    columns = "".join(rf"p{{{width}pt}}" for width in table.columns)
    out.append(rf"\begin{{longtable}}{{{columns}}}")
    head = " & ".join(rf"{{{font(looks['table-head'])}{escape(word)}}}" for word in table.head) + r"\\ \hline"
    if table.caption:
        out.append(rf"\multicolumn{{3}}{{p{{{g.BLOCK_WIDTH}pt}}}}{{{anchor(table.id)}{font(looks['caption'])}{write_runs(table.caption)}}}\\[5pt]\hline {head}\endfirsthead")
    else:
        out.append(rf"\hline {head}\endfirsthead")
    out.append(rf"\hline {head}\endhead\hline\endfoot")
    cell_font = font(looks["cell"])
    for row in table.rows:
        out.append(" & ".join(rf"\raggedright{cell_font}\strut {write_runs(cell)}" for cell in row) + r"\tabularnewline[8pt]")
    out.append(r"\end{longtable}")


def write_blocks(blocks, looks, out):
    names = {1: "section", 2: "subsection", 3: "subsubsection", 4: "topic"}
    for block in blocks:
        if isinstance(block, g.Heading):
            out.append(rf"\heading{names[block.level]}{{{write_runs(block.runs)}}}{{{block.id}}}\paragraph@body")
        elif isinstance(block, g.Paragraph):
            look = looks[block.style]
            out.append(rf"{{{font(look)}{anchor(block.id)}{write_runs(block.runs)}\par}}\vspace{{{look.after}pt}}")
        elif isinstance(block, g.List):
            name = "enumerate" if block.numbered else "itemize"
            out.append(rf"\begin{{{name}}}")
            for item in block.items:
                label = rf"[{{{font(looks['reference-number'])}{item.label}}}]" if item.label else ""
                out.append(rf"\item{label}{anchor(item.id)}")
                write_blocks(item.blocks, looks, out)
            out.append(rf"\end{{{name}}}")
        else:
            write_table(block, looks, out)


def write(document, looks, path):
    out = [preamble(document, looks)]
    write_front(document, looks, out)
    write_blocks(document.blocks, looks, out)
    out.append("\\label{last-page}\\end{document}\n")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(out))
