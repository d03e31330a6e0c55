// chromium.mjs: opens files in a headless Chromium, by the DevTools protocol over two pipes
//
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// A browser that may reach no network, with a profile of its own. Messages are JSON, each ended by a zero byte.
export class Chromium {
  constructor(program) {
    this.profile = mkdtempSync(join(tmpdir(), 'precept-chromium-'));
    this.process = spawn(program, [
      '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-extensions',
      '--disable-background-networking', '--disable-component-update', '--disable-sync', '--hide-scrollbars',
      '--proxy-server=127.0.0.1:9', '--remote-debugging-pipe', `--user-data-dir=${this.profile}`, 'about:blank',
    ], { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'], env: { ...process.env, LSAN_OPTIONS: '', ASAN_OPTIONS: '' } });
    this.nextId = 1;
    this.waiting = new Map();
    this.listeners = new Set();
    this.complaints = '';
    this.process.stderr.on('data', (data) => { this.complaints += data; });
    this.ended = new Promise((resolve) => this.process.on('exit', resolve));
    this.ended.then(() => this.fail(new Error(`the browser ended: ${this.complaints.slice(-2000)}`)));
    this.process.on('error', (error) => this.fail(error));
    let rest = '';
    this.process.stdio[4].setEncoding('utf8');
    this.process.stdio[4].on('data', (data) => {
      const parts = (rest + data).split('\0');
      rest = parts.pop();
      for (const part of parts) this.receive(JSON.parse(part));
    });
  }

  fail(error) {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  receive(message) {
    if (message.id === undefined) {
      for (const listener of this.listeners) listener(message);
      return;
    }
    const { resolve, reject } = this.waiting.get(message.id) ?? {};
    this.waiting.delete(message.id);
    if (message.error) reject?.(new Error(`${message.error.message} ${message.error.data ?? ''}`));
    else resolve?.(message.result);
  }

  send(method, params = {}, sessionId = undefined) {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  async open(path) {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(this, targetId, sessionId);
    await page.go(path);
    return page;
  }

  async close() {
    await this.send('Browser.close').catch(() => {});
    await this.ended;
    rmSync(this.profile, { recursive: true, force: true });
  }
}

class Page {
  constructor(browser, targetId, sessionId) {
    Object.assign(this, { browser, targetId, sessionId, requests: [], complaints: [] });
    browser.listeners.add((message) => {
      if (message.sessionId !== sessionId) return;
      if (message.method === 'Network.requestWillBeSent') this.requests.push(message.params.request.url);
      if (message.method === 'Log.entryAdded') this.complaints.push(message.params.entry.text);
      if (message.method === 'Page.loadEventFired') this.loaded?.();
    });
  }

  send(method, params) {
    return this.browser.send(method, params, this.sessionId);
  }

  async go(path) {
    const loaded = new Promise((resolve) => { this.loaded = resolve; });
    for (const domain of ['Page', 'Network', 'Log', 'Runtime']) await this.send(`${domain}.enable`);
    await this.send('Page.navigate', { url: pathToFileURL(path).href });
    await loaded;
  }

  // scheme: 'light' or 'dark'; media: 'screen' or 'print'
  async show({ width, height = 900, scheme = 'light', media = '', forcedColors = 'none', scale = 1 }) {
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: scale, mobile: false });
    await this.send('Emulation.setEmulatedMedia', {
      media,
      features: [{ name: 'prefers-color-scheme', value: scheme }, { name: 'forced-colors', value: forcedColors }],
    });
  }

  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async screenshot(full = false) {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png', captureBeyondViewport: full });
    return Buffer.from(data, 'base64');
  }

  async pdf() {
    const { data } = await this.send('Page.printToPDF', { preferCSSPageSize: true, printBackground: true });
    return Buffer.from(data, 'base64');
  }

  async close() {
    await this.browser.send('Target.closeTarget', { targetId: this.targetId });
  }
}
