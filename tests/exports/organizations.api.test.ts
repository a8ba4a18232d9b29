import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { organizationKinds, organizationStages, priorities } from '../../server/vocabulary.ts';
import { testOffice, type Office } from '../support/app.ts';

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const filter = fc.record(
  {
    kind: fc.subarray([...organizationKinds], { maxLength: 3 }),
    'not.kind': fc.subarray([...organizationKinds], { maxLength: 2 }),
    priority: fc.subarray([...priorities], { maxLength: 2 }),
    stage: fc.subarray([...organizationStages], { maxLength: 3 }),
    q: fc.subarray(['ville', 'québec', 'uni', 'zzz'], { maxLength: 1 }),
    lastContactBefore: fc.subarray(['2025-01-01', '2030-01-01'], { maxLength: 1 }),
  },
  { requiredKeys: [] },
);

it('gives in every page together, in CSV and in vCard as many organizations as the total says', async () => {
  await fc.assert(
    fc.asyncProperty(filter, async (filters) => {
      const query = new URLSearchParams(Object.entries(filters).flatMap(([key, values]) => values.map((value) => [key, value]))).toString();
      const reader = office.as('reader');
      let [count, cursor, total] = [0, '', 0];
      do {
        const { body } = await reader.get<{ items: unknown[]; total: number; nextCursor: string | null }>(
          `/api/organizations?limit=11&${query}${cursor && `&cursor=${cursor}`}`,
        );
        count += body.items.length;
        total = body.total;
        cursor = body.nextCursor ?? '';
      } while (cursor);
      expect(count).toBe(total);
      const csv = await reader.get(`/api/organizations.csv?${query}`);
      expect(csv.text.split('\r\n').filter(Boolean).length - 1).toBe(total);
      const cards = await reader.get(`/api/organizations.vcf?${query}`);
      expect(cards.text.split('BEGIN:VCARD').length - 1).toBe(total);
    }),
    { numRuns: 25 },
  );
});

it('opens in Excel in the reader’s language: semicolons and a byte order mark in French', async () => {
  const fr = await office.as('reader').get('/api/organizations.csv?kind=municipality');
  expect(fr.text.startsWith('\uFEFFNom en français;Nom en anglais;')).toBe(true);
  expect(fr.headers['content-disposition']).toContain('attachment');
  const en = await office.as('reader').get('/api/organizations.csv', undefined, { 'accept-language': 'en' });
  expect(en.text.startsWith('\uFEFFName in French,')).toBe(true);
  const xlsx = await office.as('reader').get('/api/organizations.xlsx?kind=municipality');
  expect(xlsx.headers['content-type']).toContain('spreadsheetml');
  expect(xlsx.text.startsWith('PK')).toBe(true);
  const logged = await office.db.reader.exportLog.findMany({ where: { filters: 'kind = municipality' } });
  expect(logged.map(({ format }) => format).sort()).toEqual(['csv', 'xlsx']);
});
