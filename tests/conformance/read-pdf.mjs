/* read-pdf.mjs: what pdf.js makes of a PDF, as JSON; its warnings go to standard output
 *
 * Usage: node read-pdf.mjs FILE OUTPUT
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const modules = process.env.PRECEPT_NODE_MODULES;
const pdfjs = await import(pathToFileURL(join(modules, "pdfjs-dist/legacy/build/pdf.mjs")));

const document = await pdfjs.getDocument({
  data: new Uint8Array(readFileSync(process.argv[2])),
  standardFontDataUrl: join(modules, "pdfjs-dist/standard_fonts/"),
  cMapUrl: join(modules, "pdfjs-dist/cmaps/"),
  isEvalSupported: false,
  verbosity: pdfjs.VerbosityLevel.WARNINGS,
}).promise;

/* Text by marked content: [{tag, id, text}…], in the order of the content. */
function collectTexts(items) {
  const texts = [];
  const open = [];
  for (const item of items) {
    if (item.type === "beginMarkedContent" || item.type === "beginMarkedContentProps") {
      open.push({ tag: item.tag ?? null, id: item.id ?? null });
    } else if (item.type === "endMarkedContent") {
      open.pop();
    } else if (item.str !== undefined) {
      const owner = open.findLast((each) => each.id !== null) ?? open.findLast((each) => each.tag === "Artifact") ?? null;
      texts.push({ id: owner?.id ?? null, isArtifact: open.some((each) => each.tag === "Artifact"), text: item.str, endsLine: item.hasEOL });
    }
  }
  return texts;
}

const pages = [];
for (let number = 1; number <= document.numPages; number++) {
  const page = await document.getPage(number);
  const content = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
  const annotations = await page.getAnnotations();
  await page.getOperatorList();
  pages.push({
    tree: await page.getStructTree(),
    texts: collectTexts(content.items),
    annotations: annotations.map((each) => ({ id: each.id, subtype: each.subtype, url: each.url ?? null, dest: each.dest ?? null, contents: each.contentsObj?.str ?? null })),
  });
}

const destinations = {};
for (const [name, target] of Object.entries(await document.getDestinations())) {
  destinations[name] = target ? await document.getPageIndex(target[0]) : null;
}

const attachments = {};
for (const [name, file] of Object.entries((await document.getAttachments()) ?? {})) {
  attachments[name] = { filename: file.filename, sha256: createHash("sha256").update(file.content).digest("hex") };
}

async function readOutline(items) {
  const result = [];
  for (const item of items ?? []) {
    const target = typeof item.dest === "string" ? await document.getDestination(item.dest) : item.dest;
    result.push({ title: item.title, page: target ? await document.getPageIndex(target[0]) : null, items: await readOutline(item.items) });
  }
  return result;
}

const metadata = await document.getMetadata();
writeFileSync(
  process.argv[3],
  JSON.stringify({
    pages,
    destinations,
    attachments,
    outline: await readOutline(await document.getOutline()),
    labels: await document.getPageLabels(),
    markInfo: await document.getMarkInfo(),
    language: metadata.info.Language ?? null,
    title: metadata.metadata?.get("dc:title") ?? null,
  }),
);
