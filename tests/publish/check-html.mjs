// check-html.mjs: published HTML in a real browser
//
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Usage: check-html.mjs CHROMIUM AXE FILE.html...
//
// Each file has to be accessible by axe-core's rules for WCAG 2.2 AA and its best practices, in light and dark, on a
// wide screen and on a phone; to fit into 320 pixels, and into spaced text; to ask for nothing from elsewhere; to be the
// same document to a parser of HTML and to one of XML; to be worked by keys; and to print.
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Chromium } from './chromium.mjs';

const [program, axePath, ...files] = process.argv.slice(2);
const axe = readFileSync(axePath, 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'precept-html-'));
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
let faults = 0;
let number = 0;

function report(name, complaints) {
  number += 1;
  process.stdout.write(`${complaints.length === 0 ? 'ok' : 'not ok'} ${number} - ${name}\n`);
  for (const complaint of complaints.slice(0, 20)) process.stdout.write(`# ${complaint.replaceAll('\n', '\n# ')}\n`);
  faults += complaints.length;
}

// What axe can't decide alone it tells as incomplete. Contrast is decided below, where the papers are known, and a table
// may have a header without a cell; nothing else may be left open.
const decidedElsewhere = ['color-contrast', 'th-has-data-cells'];

async function checkAxe(page) {
  const { violations, incomplete, passes } = await page.evaluate(`axe.run(document, {
    runOnly: { type: 'tag', values: ${JSON.stringify(tags)} }, resultTypes: ['violations', 'incomplete'],
  }).then(({ violations, incomplete, passes }) => {
    const shorten = (rules) => rules.map(({ id, help, nodes }) => ({ id, help,
      nodes: nodes.map(({ target, failureSummary }) => ({ target: target.join(' '), failureSummary })) }));
    return { violations: shorten(violations), incomplete: shorten(incomplete), passes: passes.map(({ id }) => id) };
  })`);
  const complaints = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.slice(0, 4).map((n) => `${n.target}: ${n.failureSummary}`).join('\n')}`);
  for (const { id, nodes } of incomplete.filter((rule) => !decidedElsewhere.includes(rule.id))) {
    complaints.push(`${id} is undecided: ${nodes.slice(0, 4).map((n) => n.target).join(', ')}`);
  }
  if (passes.length < 15) complaints.push(`only ${passes.length} rules were looked at`);
  return complaints;
}

// Runs in the page. Text of both schemes against its paper, also where axe does not dare to tell because of the word
// behind it: that word is a paper too.
function checkContrast() {
  const parse = (text) => text.match(/[\d.]+/g).slice(0, 3).map(Number);
  const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const contrast = (a, b) => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);
  const mark = getComputedStyle(document.body, '::before');
  const papers = [parse(getComputedStyle(document.documentElement).backgroundColor)];
  if (mark.content !== 'none') papers.push(parse(mark.color));
  const seen = new Map();
  for (const element of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(element);
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '')) continue;
    const own = !/^rgba\(.*, 0\)$/.test(style.backgroundColor);
    for (const paper of own ? [parse(style.backgroundColor)] : papers) {
      const ratio = contrast(parse(style.color), paper);
      if (ratio < 4.5) seen.set(`${style.color} on ${paper}: ${ratio.toFixed(2)}`, `${element.localName}.${element.className}`);
    }
  }
  return [...seen].map(([what, where]) => `${what}, at ${where}`);
}

// Runs in the page.
function findOverflow() {
  const complaints = [];
  if (document.documentElement.scrollWidth > innerWidth) complaints.push(`the page is ${document.documentElement.scrollWidth} wide in ${innerWidth}`);
  for (const element of document.body.querySelectorAll('*')) {
    if (element.closest('.scroll, .skip')) continue;
    const box = element.getBoundingClientRect();
    if (box.width > 0 && (box.right > innerWidth + 0.5 || box.left < -0.5)) complaints.push(`${element.localName}#${element.id} reaches from ${box.left} to ${box.right} in ${innerWidth}`);
  }
  return complaints;
}

// Runs in the page. WCAG 1.4.12, Text Spacing: nothing may be cut off or lie over other text.
function findCollisions() {
  const style = document.createElement('style');
  style.textContent = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }';
  document.head.append(style);
  const complaints = [];
  const measure = (selector) => [...document.querySelectorAll(selector)].flatMap((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return [...range.getClientRects()].map((box) => ({ box, element }));
  }).sort((one, other) => one.box.top - other.box.top);
  const labels = measure('.study, .determination, .number, .cited, dt, .table-label');
  const texts = measure('h2, h3, h4, h5, h6, p, dt');
  let first = 0;
  for (const { box, element } of labels) {
    // No line of text is as high as this.
    while (first < texts.length && texts[first].box.top < box.top - 200) first += 1;
    for (let i = first; i < texts.length && texts[i].box.top < box.bottom; i += 1) {
      const other = texts[i];
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
      if (across > 1 && down > 4 && !element.contains(other.element) && !other.element.contains(element)) complaints.push(`“${element.textContent.slice(0, 30)}” lies over “${other.element.textContent.slice(0, 30)}”`);
    }
  }
  style.remove();
  return complaints;
}

// Runs in the page. What is left of it that does not depend on the parser.
function describe() {
  const lines = [];
  const walk = (node, depth) => {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) {
        lines.push(`${depth} ${child.data}`);
      } else if (child.nodeType === 1) {
        const attributes = [...child.attributes].filter(({ name }) => name !== 'xmlns').map(({ name, value }) => `${name}=${value}`).sort();
        lines.push(`${depth} <${child.localName} ${attributes.join(' ')}>`);
        walk(child, depth + 1);
      }
    }
  };
  walk(document.body, 0);
  return { text: lines.join('\n').replace(/\n+\d+ \s*(?=\n)/g, ''), mode: document.compatMode };
}

// Runs in the page.
function checkLandmarks() {
  const complaints = [];
  for (const [selector, least, most] of [['main', 1, 1], ['header', 1, 1], ['footer', 1, 1], ['nav', 0, 1], ['h1', 1, 1], ['script, link, iframe, object, embed, form, input', 0, 0], ['[style]', 0, 0]]) {
    const n = document.body.querySelectorAll(selector).length;
    if (n < least || n > most) complaints.push(`${n} of ${selector}`);
  }
  for (const name of ['viewport', 'description', 'color-scheme']) if (!document.querySelector(`meta[name="${name}"][content]`)) complaints.push(`no ${name}`);
  if (!document.documentElement.lang || !document.title.trim()) complaints.push('no language or no title');
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) complaints.push(`${link.hash} leads nowhere`);
  }
  return complaints;
}

// The first key leads to the link past the contents, which shows itself; and each stop shows that it has the focus.
async function checkKeys(page) {
  const complaints = [];
  const press = async (key, code) => {
    for (const type of ['keyDown', 'keyUp']) await page.send('Input.dispatchKeyEvent', { type, key, code: key, windowsVirtualKeyCode: code, text: key === 'Enter' && type === 'keyDown' ? '\r' : undefined });
  };
  await press('Tab', 9);
  const skip = await page.evaluate(`(() => { const box = document.activeElement.getBoundingClientRect(); return [document.activeElement.className, box.top, box.height]; })()`);
  if (skip[0] !== 'skip' || skip[1] < 0 || skip[2] < 24) complaints.push(`the first stop is ${skip}`);
  await press('Enter', 13);
  const where = await page.evaluate(`location.hash + ' ' + Math.round(document.getElementById('Content').getBoundingClientRect().top)`);
  if (!where.startsWith('#Content ') || Math.abs(Number(where.split(' ')[1])) > 60) complaints.push(`the link leads to ${where}`);
  for (let i = 0; i < 12; i += 1) {
    await press('Tab', 9);
    const stop = await page.evaluate(`(() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
      return { name: e.localName + '#' + e.id + ' ' + e.textContent.slice(0, 20), visible: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2, inside: b.top >= 0 && b.top <= innerHeight }; })()`);
    if (stop.name.startsWith('body')) break;
    if (!stop.visible) complaints.push(`the focus does not show at ${stop.name}`);
    if (!stop.inside) complaints.push(`the focus is out of sight at ${stop.name}`);
  }
  return complaints;
}

async function check(browser, path) {
  const name = basename(path, '.html');
  const page = await browser.open(path);
  const light = { width: 1280, scheme: 'light' };
  await page.evaluate(`${axe}; undefined`);
  for (const scheme of ['light', 'dark']) {
    for (const width of [1280, 360]) {
      await page.show({ width, height: width === 360 ? 800 : 900, scheme });
      report(`${name}: axe, ${scheme}, ${width} wide`, await checkAxe(page));
    }
    report(`${name}: contrast, ${scheme}`, await page.evaluate(`(${checkContrast})()`));
  }
  for (const width of [320, 360, 700, 960, 1000, 1279, 1280, 1600]) {
    await page.show({ ...light, width });
    report(`${name}: fits into ${width} pixels`, await page.evaluate(`(${findOverflow})()`));
  }
  for (const width of [320, 1000, 1280]) {
    await page.show({ ...light, width });
    report(`${name}: spaced text, ${width} wide`, await page.evaluate(`(${findCollisions})()`));
  }
  await page.show({ ...light, forcedColors: 'active' });
  report(`${name}: axe, forced colours`, await checkAxe(page));
  await page.show(light);
  report(`${name}: landmarks, links, nothing that runs`, await page.evaluate(`(${checkLandmarks})()`));
  const html = await page.evaluate(`(${describe})()`);
  await page.show(light);
  report(`${name}: keys`, await checkKeys(page));
  const pdf = await page.pdf();
  report(`${name}: prints`, pdf.length > 1000 && pdf.subarray(0, 5).toString() === '%PDF-' ? [] : ['no PDF']);
  report(`${name}: asks for nothing else`, [...page.requests.slice(1).filter((url) => !url.startsWith('data:')), ...page.complaints]);
  await page.close();

  const copy = join(folder, `${name}.xhtml`);
  copyFileSync(path, copy);
  const strict = await browser.open(copy);
  const xml = await strict.evaluate(`(${describe})()`);
  const differs = html.text.split('\n').findIndex((line, i) => line !== xml.text.split('\n')[i]);
  report(`${name}: is the same in XML`, html.text === xml.text && html.mode === 'CSS1Compat' ? [] : [`${html.mode}; ${html.text.split('\n')[differs]} | ${xml.text.split('\n')[differs]}`]);
  await strict.close();
}

const browser = new Chromium(program);
try {
  for (const path of files) await check(browser, path);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`1..${number}\n`);
process.exit(faults > 0 ? 1 : 0);
