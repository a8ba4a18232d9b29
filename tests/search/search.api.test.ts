import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchResult } from '../../server/search/search.schema.ts';
import { testOffice, type Office } from '../support/app.ts';

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const find = async (q: string): Promise<string[]> => {
  const { status, body } = await office.as('reader').get<{ items: SearchResult[] }>(`/api/search?q=${encodeURIComponent(q)}`);
  expect(status).toBe(200);
  return body.items.map(({ titleFr }) => titleFr);
};

describe('search', () => {
  it('finds the ministry by its full name, its acronym and its former acronym', async () => {
    const ministry = 'Ministère des Relations internationales et de la Francophonie';
    for (const q of ['MRIF', 'MRI', 'relations internationales francophonie', 'RELATIONS INTERNATIONALES ET DE LA FRANCOPHONIE']) {
      expect(await find(q), q).toContain(ministry);
    }
  });
  it('forgives a typing error and missing accents', async () => {
    for (const q of ['bordaux', 'Bordeux', 'bordeaux', 'BORDEAUX']) expect((await find(q))[0], q).toContain('Bordeaux');
  });
  it('answers whatever is typed', async () => {
    for (const q of ['"', '*', 'a AND', 'NEAR(', '\u0000', '🦫', 'مدينة', 'x'.repeat(10_000), "'; DROP TABLE User; --", '   ']) {
      await find(q);
    }
    for (const raw of ['%ED%A0%80', '%FF', '%']) {
      expect((await office.as('reader').get(`/api/search?q=${raw}`)).status, raw).toBeLessThan(500);
    }
  });
});
