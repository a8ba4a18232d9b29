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

/** How long something may take to appear, in milliseconds: a busy machine answers late, not wrong. */
const patience = 60_000;
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
 * The windows of this worker, each with its one page. A page of its own for each journey would be a new process, which
 * compiles all that the product consists of once more: as much work as five pages. Every office of the worker is on one
 * port for the same reason.
 */
const windows = new Map<string, BrowserContext>();
let port = '0';

/** A window of the language, the size and the colours asked for. */
async function openWindow({ language = 'fr', viewport = desktop, dark = false, worker = false }: Entry): Promise<BrowserContext> {
  const key = JSON.stringify([language, viewport, dark, worker]);
  const known = windows.get(key);
  if (known !== undefined) return known;
  const context = await (await browser()).newContext({
    viewport,
    locale: language === 'fr' ? 'fr-CA' : 'en-CA',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    acceptDownloads: true,
    // It takes every file of the product at once: only the journey without network needs that.
    serviceWorkers: worker ? 'allow' : 'block',
  });
  context.setDefaultTimeout(patience);
  windows.set(key, context);
  return context;
}

/** The window's page with nothing in it: at an address of the product where nothing runs, so that its process stays. */
async function emptyPage(context: BrowserContext, address: string): Promise<Page> {
  const [known, ...others] = context.pages();
  for (const other of others) await other.close();
  const page = known ?? (await context.newPage());
  page.removeAllListeners('pageerror');
  page.removeAllListeners('console');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.goto(`${address}/icon.svg`);
  return page;
}

/** A signed-in person's own window, as new: nothing stored, no other page. It is theirs until somebody enters in the same way. */
async function enter(address: string, entry: Entry): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const { as = 'agente', language = 'fr', viewport = desktop } = entry;
  const context = await openWindow(entry);
  await context.setOffline(false);
  const page = await emptyPage(context, address);
  await page.setViewportSize(viewport);
  // What the person before stored; the files that the browser keeps stay.
  await page.evaluate(() => sessionStorage.clear());
  const protocol = await context.newCDPSession(page);
  await protocol.send('Storage.clearDataForOrigin', { origin: address, storageTypes: 'cookies,local_storage,indexeddb,cache_storage,service_workers' });
  await protocol.detach();
  await context.addCookies([{ name: 'PARAGLIDE_LOCALE', value: language, url: address }]);
  const answer = await context.request.post(`${address}/api/session`, {
    data: { email: `${as}@demo.example`, password: 'passerelle-demo' },
    headers: { origin: address },
  });
  expect(answer.status()).toBe(204);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return { page, context, faults };
}

/** Leaves the office: no page goes on by itself against the next one. */
async function leave(address: string): Promise<void> {
  for (const context of windows.values()) await emptyPage(context, address);
}

/** An office that starts anew for the journeys of one file, with more variables when they need them, and a browser. */
export async function openOffice(env: Record<string, string> = {}): Promise<E2eOffice> {
  const folder = temporaryFolder();
  cpSync(inject('demo'), `${folder.path}-demo`, { recursive: true });
  const [server] = await Promise.all([startServer(folder.path, { env: { PORT: port, ...env, PASSERELLE_MODE: 'demo' } }), browser()]);
  const { address } = server;
  port = new URL(address).port;
  return {
    address,
    enter: (entry = {}) => enter(address, entry),
    async close() {
      await leave(address);
      await server.stop('SIGTERM');
      folder.remove();
    },
  };
}

/** The one office of all journeys that change nothing in it. */
export function visitOffice(): E2eOffice {
  const address = inject('office');
  return { address, enter: (entry = {}) => enter(address, entry), close: () => leave(address) };
}
export type Entry = { as?: 'agente' | 'strategie' | 'admin' | 'lecture'; language?: Language; viewport?: { width: number; height: number }; dark?: boolean; worker?: boolean };
/** The demonstration office on a server: its address, a way in, and the way out for all its windows. */
export type E2eOffice = {
  address: string;
  enter: (entry?: Entry) => ReturnType<typeof enter>;
  close: () => Promise<void>;
};

/** Goes to a page and waits until it can be used: its scripts answer, not only its words. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: 'load' });
  await awake(page);
}

/** After a full load in a journey: the page's scripts have taken it over. */
export async function awake(page: Page): Promise<void> {
  await page.locator('html[data-awake]').waitFor({ state: 'attached' });
}

/** The page at this path with its query is on the screen and answers. The address bar tells of it before it is drawn. */
export async function arrive(page: Page, at: RegExp): Promise<void> {
  await expect.poll(() => page.locator('html').getAttribute('data-awake')).toMatch(at);
}

/** Goes to a page as a link to it does: the page that is open fetches what it needs, and no document is loaded. */
export async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate((href) => {
    delete document.documentElement.dataset['awake'];
    const link = Object.assign(document.createElement('a'), { href });
    document.body.append(link);
    link.click();
    link.remove();
  }, address);
  await awake(page);
}

/** Keys one after the other, as a hand presses them: it does not wait for the page in between. */
export async function strike(page: Page, ...keys: string[]): Promise<void> {
  await Promise.all(keys.map((key) => page.keyboard.press(key)));
}

/**
 * From here on counts the keys that are pressed on the page, until it is loaded anew. Returns how many seconds they take
 * somebody who types sixty words a minute, which no busy machine changes.
 */
export async function timeKeys(page: Page): Promise<() => Promise<number>> {
  const pressed = await page.evaluateHandle(() => {
    const count = { keys: 0 };
    window.addEventListener('keydown', () => (count.keys += 1), true);
    return count;
  });
  return async () => (await pressed.evaluate(({ keys }) => keys)) / 5;
}

/** Keeps the answers of an address until it is told to let them go. */
export async function hold(page: Page, address: string | RegExp): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Points at a message that passes: it stays for as long as one does, however late its button is pressed. */
export async function keepOpen(page: Page, message: string): Promise<void> {
  await page.getByRole('status').getByText(message).last().hover();
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
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
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
