import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectSound, visitOffice, type Entry } from './support.ts';

/** Every page of the product that opens without a choice of one's own. */
export const pages = [
  '/',
  '/agenda',
  '/organizations',
  '/organizations/cadence',
  '/organizations/city.bordeaux',
  '/organizations/city.bordeaux/edit',
  '/organizations/org.vdq-bri',
  '/organizations/new',
  '/contacts',
  '/contacts/new',
  '/interactions',
  '/followups',
  '/missions',
  '/missions/new',
  '/forums',
  '/agreements',
  '/priorities',
  '/priorities/vdq.learns.watch',
  '/coverage',
  '/coverage?rows=priorities',
  '/coverage?rows=policy&columns=commitments',
  '/coverage?cell=vdq.shines.culture~reg.nordic-arctic',
  '/map',
  '/relations',
  '/relations/st.demo-02',
  '/map?picked=pl.bordeaux&view=europe&pace=quarter',
  '/regions',
  '/targets',
  '/targets/decisions/td.3',
  '/targets/decisions/td.6',
  '/targets/tg.2026',
  '/targets/tg.2026/compare?c=rg.wallonie&c=rg.texas&c=rg.dakar&c=rg.uusimaa',
  '/targets/new?region=reg.nordic-arctic&place=pl.bordeaux',
  '/targets/tg.2026/edit',
  '/targets/tg.2026/judge',
  '/targets/tg.2026/together',
  '/targets/tg.2026/decide',
  '/documents',
  '/documents/templates',
  '/documents/new?organization=city.bordeaux',
  '/documents/new?organization=city.bordeaux&note=meeting&in=beside',
  '/documents/new?selection=organizations&region=reg.nordic-arctic',
  '/exports',
  '/log',
  '/log?form=1',
  '/search?q=bordaux',
  '/account',
  '/users',
  '/audit',
];

/** Lists of fifty lines alike; the same page with a dozen says as much of what a line consists of. */
const long = ['/organizations', '/contacts', '/interactions', '/followups', '/missions', '/forums', '/agreements', '/audit'];

/** The pages with the first lines of their lists. */
export const shortened = pages.map((path) => (long.includes(path) ? `${path}?limit=12` : path));

/**
 * Opens every page, in the way given: it is in the language asked for, it fits, axe finds nothing, and the console is
 * silent. Returns the page, on the last of them.
 */
export async function sweep(paths: readonly string[], entry: Entry, open: (page: Page, address: string) => Promise<void>): Promise<Page> {
  const office = visitOffice();
  const { page, faults } = await office.enter({ as: 'admin', ...entry });
  const wrong: string[] = [];
  for (const path of paths) {
    await open(page, office.address + path);
    await expectSound(page, path).catch((error: unknown) => wrong.push(error instanceof Error ? error.message : String(error)));
    expect(await page.locator('html').getAttribute('lang'), path).toMatch(new RegExp(`^${entry.language}`));
  }
  expect([...wrong, ...faults].join('\n')).toBe('');
  return page;
}
