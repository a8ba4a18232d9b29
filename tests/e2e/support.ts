import { cpSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { startServer, temporaryFolder } from '../process/server.ts';

export type Language = 'fr' | 'en';
export const phone = { width: 390, height: 844 };
export const desktop = { width: 1440, height: 900 };
/** Both languages and both sizes, crossed: every journey is walked in these two ways. */
export const crossed = [
  { language: 'fr', size: 'desktop', viewport: desktop },
  { language: 'en', size: 'phone', viewport: phone },
] as const;

/** The words of a key in a language: journeys name what is on the screen by the same words as the screen. */
export function words(language: Language): (key: string, values?: Record<string, string>) => string {
  const messages = JSON.parse(readFileSync(new URL(`../../messages/${language}.json`, import.meta.url), 'utf8')) as Record<string, unknown>;
  return (key, values = {}) => {
    const message = messages[key];
    if (typeof message !== 'string') throw new Error(`no plain message ${key}`);
    return message.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  };
}

/** The browser of this worker: starting one costs as much as a page. It ends with the worker. */
let started: Promise<Browser> | undefined;
const browser = (): Promise<Browser> =>
  (started ??= chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  }));
/**
 * The windows of this worker, each with what its browser keeps of the product's files: a first page read from nothing
 * costs twice one after it. Every office of the worker is on one port for the same reason.
 */
const windows = new Map<string, BrowserContext>();
let port = '0';

/** A window of the language, the size and the colours asked for, as new: no other page, nobody signed in, nothing stored. */
async function openWindow({ language = 'fr', viewport = desktop, dark = false, worker = false }: Entry): Promise<BrowserContext> {
  const key = JSON.stringify([language, viewport, dark, worker]);
  const known = windows.get(key);
  if (known !== undefined) {
    await closePages(known);
    return known;
  }
  const context = await (await browser()).newContext({
    viewport,
    locale: language === 'fr' ? 'fr-CA' : 'en-CA',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    acceptDownloads: true,
    // It takes every file of the product at once: only the journey without network needs that.
    serviceWorkers: worker ? 'allow' : 'block',
  });
  windows.set(key, context);
  return context;
}

async function closePages(context: BrowserContext): Promise<void> {
  for (const page of context.pages()) await page.close();
}

/** The demonstration office on a server of its own, with more variables when a journey needs them, and a browser. */
export async function openOffice(env: Record<string, string> = {}) {
  const folder = temporaryFolder();
  cpSync(inject('demo'), `${folder.path}-demo`, { recursive: true });
  const [server] = await Promise.all([startServer(folder.path, { env: { PORT: port, ...env, PASSERELLE_MODE: 'demo' } }), browser()]);
  port = new URL(server.address).port;
  return {
    address: server.address,
    /** A signed-in person's own browser window, which is theirs until somebody enters in the same way. */
    async enter(entry: Entry = {}): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
      const { as = 'agente', language = 'fr' } = entry;
      const context = await openWindow(entry);
      const page = await context.newPage();
      // What the person before stored; the files that the browser keeps stay.
      const protocol = await context.newCDPSession(page);
      await protocol.send('Storage.clearDataForOrigin', { origin: server.address, storageTypes: 'cookies,local_storage,indexeddb,cache_storage,service_workers' });
      await protocol.detach();
      await context.addCookies([{ name: 'PARAGLIDE_LOCALE', value: language, url: server.address }]);
      const answer = await context.request.post(`${server.address}/api/session`, {
        data: { email: `${as}@demo.example`, password: 'passerelle-demo' },
        headers: { origin: server.address },
      });
      expect(answer.status()).toBe(204);
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      return { page, context, faults };
    },
    async close(): Promise<void> {
      for (const context of windows.values()) await closePages(context);
      await server.stop('SIGTERM');
      folder.remove();
    },
  };
}
type Entry = { as?: 'agente' | 'strategie' | 'admin' | 'lecture'; language?: Language; viewport?: { width: number; height: number }; dark?: boolean; worker?: boolean };
export type E2eOffice = Awaited<ReturnType<typeof openOffice>>;

/** Goes to a page and waits until it can be used: its scripts answer, not only its words. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: 'load' });
  await awake(page);
}

/** After a full load in a journey: the page's scripts have taken it over. */
export async function awake(page: Page): Promise<void> {
  await page.locator('html[data-awake]').waitFor({ state: 'attached' });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// Without the pictures of what was found and without the answers « pass » of every element: a quarter of the time.
const asked: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  elementRef: false,
  preload: false,
};

/** Axe finds nothing, and nothing is wider than the window. */
export async function expectSound(page: Page, what: string): Promise<void> {
  await page.evaluate(axe);
  const violations = async (): Promise<string[]> =>
    page.evaluate(async (options) => {
      const { run } = (window as unknown as { axe: { run: (context: Document, options: RunOptions) => Promise<AxeResults> } }).axe;
      const results = await run(document, options);
      return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${String(target)}`));
    }, asked);
  let found = await violations();
  if (found.some((one) => one.startsWith('target-size'))) {
    // What passes under the bar of a phone is small only until one scrolls.
    await page.evaluate(() => window.scrollBy(0, window.scrollY > 100 ? -100 : 100));
    const again = await violations();
    found = found.filter((one) => again.includes(one));
  }
  expect(found.slice(0, 5).map((one) => `${what}: ${one}`).join('\n')).toBe('');
  const { scrollWidth, innerWidth } = await page.evaluate(() => ({ scrollWidth: document.documentElement.scrollWidth, innerWidth: window.innerWidth }));
  expect(scrollWidth, `${what}: width`).toBeLessThanOrEqual(innerWidth);
}
