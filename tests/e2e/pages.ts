import { expect } from 'vitest';
import { expectSound, openOffice, visit, type Language } from './support.ts';

/** Every page of the product that opens without a choice of one's own. */
const pages = [
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

/** Opens every page: it is in the language asked for, it fits, axe finds nothing, and the console is silent. */
export async function sweep({ language, viewport, dark }: { language: Language; viewport: { width: number; height: number }; dark: boolean }): Promise<void> {
  const office = await openOffice();
  try {
    const { page, faults } = await office.enter({ as: 'admin', language, viewport, dark });
    const wrong: string[] = [];
    for (const path of pages) {
      await visit(page, office.address + path);
      await expectSound(page, path).catch((error: unknown) => wrong.push(error instanceof Error ? error.message : String(error)));
      expect(await page.locator('html').getAttribute('lang'), path).toMatch(new RegExp(`^${language}`));
    }
    expect([...wrong, ...faults].join('\n')).toBe('');
  } finally {
    await office.close();
  }
}
