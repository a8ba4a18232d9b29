import { afterAll, beforeAll, expect, it } from 'vitest';
import { testOffice, type Office } from '../support/app.ts';
import { addressOf, lines, seed, type Seeds } from './surface.ts';

let office: Office;
let seeds: Seeds;
beforeAll(async () => {
  office = await testOffice();
  seeds = await seed(office);
});
afterAll(() => office.close());

/** The file of an export that was asked for is its maker's alone, and comes later: tests/exports has it. */
const files = lines.filter(({ method, path, endpoint }) => method === 'GET' && endpoint.file && path !== '/api/export-jobs/:id/file');

it.each(files.map(({ key, path, endpoint }) => [key, path, endpoint.file ?? ''] as const))('%s is a file with a name, of its type', async (_, path, type) => {
  const { status, headers } = await office.as('reader').get(addressOf(path, seeds));
  expect(status).toBe(200);
  expect(String(headers['content-type']).split(';')[0]).toBe(type);
  expect(String(headers['content-disposition'])).toMatch(/^(attachment|inline); filename="[\x20-\x7e]+"; filename\*=UTF-8''\S+$/);
  expect(headers['cache-control'] ?? '').not.toContain('public');
});

it.each(['2025', '2025-03', '2025-03-31', null])('a mission that starts on %s has a calendar', async (startsOn) => {
  const { body } = await office.as('officer').post<{ id: string }>('/api/missions', { titleFr: 'Mission à Rennes', startsOn });
  const { status, text } = await office.as('reader').get(`/api/missions/${body.id}.ics`);
  expect(status).toBe(200);
  expect(text).toContain('BEGIN:VCALENDAR');
  if (startsOn?.length === 10) expect(text).toContain('DTSTART;VALUE=DATE:20250331');
});
