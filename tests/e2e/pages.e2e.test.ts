import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktop, expectSound, openOffice, visit, type E2eOffice } from './support.ts';

let office: E2eOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

/** Every page of the product that opens without a choice of one's own. */
const pages = [
  '/',
  '/organizations',
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
  '/regions',
  '/targets',
  '/documents',
  '/documents/new?organization=city.bordeaux',
  '/log',
  '/log?form=1',
  '/search?q=bordaux',
  '/account',
  '/users',
  '/audit',
];
const small = { width: 320, height: 700 };

describe.each([
  { name: 'in French, 1440 px, light', language: 'fr', viewport: desktop, dark: false },
  { name: 'in English, 320 px, dark', language: 'en', viewport: small, dark: true },
] as const)('every page $name', ({ language, viewport, dark }) => {
  it('opens, fits, and axe finds nothing', { timeout: 240_000 }, async () => {
    const { page, context, faults } = await office.enter({ as: 'admin', language, viewport, dark });
    const wrong: string[] = [];
    for (const path of pages) {
      await visit(page, office.address + path);
      await expectSound(page, path).catch((error: unknown) => wrong.push(error instanceof Error ? error.message : String(error)));
      expect(await page.locator('html').getAttribute('lang'), path).toMatch(new RegExp(`^${language}`));
    }
    await context.close();
    expect([...wrong, ...faults].join('\n')).toBe('');
  });
});
