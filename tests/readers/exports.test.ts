import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenOf, type Office } from '../support/app.ts';
import { demoOffice } from '../support/demo.ts';
import { readAgain } from '../support/readers.ts';

const collections = ['organizations', 'contacts', 'interactions', 'followups', 'missions', 'agreements', 'forums'] as const;
const phone = '+33 1 99 00 01 01';
const formulas = ['=HYPERLINK("http://exemple.org";"Ouvrir")', '+1+cmd|\' /C calc\'!A0', '-2+3', '@SUM(1;1)'];
/** What the formats escape, fold, or keep for themselves. */
const awkward = ['Ville; l’œuvre, « a » \\ b', 'R&D <em> "guillemets"', 'مدينة القدس – ירושלים', '😀 👩‍👩‍👧‍👦 é e\u0301', 'x'.repeat(400)];

let office: Office;
const folder = mkdtempSync(join(tmpdir(), 'passerelle-readers-'));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await office.close();
});

const list = async <T>(path: string): Promise<T[]> => {
  const items: T[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body }: { body: { items: T[]; nextCursor: string | null } } = await office.as('strategist').get(`${path}?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...body.items);
    cursor = body.nextCursor;
  }
  return items;
};
const text = async (path: string): Promise<string> => {
  const answer = await office.as('strategist').get(path);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`);
  return answer.text;
};
let read: Awaited<ReturnType<typeof readAgain>>;
const files = { cards: '', calendars: new Map<string, string>() };
let missions: { id: string }[];

beforeAll(async () => {
  office = await demoOffice();
  const officer = office.as('officer');
  const made = async (path: string, body: object): Promise<void> => {
    const { status, text: said } = await officer.post(path, body);
    if (status !== 201) throw new Error(`${path}: ${said}`);
  };
  for (const name of [...formulas, ...awkward]) {
    await made('/api/organizations', { kind: 'municipality', nameFr: name });
    await made('/api/contacts', { familyName: name, givenName: 'Zoé', contactPoints: [{ kind: 'phone', value: phone }, { kind: 'email', value: 'zoe@exemple.org', isPrimary: true }], positions: [{ organizationId: 'city.lyon', titleFr: name, isPrimary: true }] });
    await made('/api/interactions', { subject: name, location: name, startsAt: '2026-12-02T15:00:00Z', organizationIds: ['city.lyon'] });
    await made('/api/interactions', { subject: name, startsAt: '2026-12-02T05:00:00Z', isAllDay: true, organizationIds: ['city.lyon'] });
    await made('/api/missions', { titleFr: name, startsOn: '2026-12-01', endsOn: '2026-12-03' });
    await made('/api/followups', { text: name, organizationId: 'city.lyon', dueOn: '2026-12-24' });
    await made('/api/agreements', { kind: 'twinning', titleFr: name, state: 'negotiation', parties: [] });
    await made('/api/forums', { kind: 'network', nameFr: name });
  }
  missions = await list<{ id: string }>('/api/missions');
  files.cards = `${await text('/api/contacts.vcf')}${await text('/api/organizations.vcf')}`;
  for (const path of ['/api/interactions.ics', '/api/missions.ics', ...missions.map(({ id }) => `/api/missions/${id}.ics`)]) files.calendars.set(path, await text(path));
  const workbooks: string[] = [];
  const tables: { text: string; delimiter: string }[] = [];
  for (const collection of collections) {
    const answer = await office.app.inject({ url: `/api/${collection}.xlsx`, headers: { authorization: `Bearer ${tokenOf('strategist')}`, 'accept-language': 'fr' } });
    workbooks.push(join(folder, `${collection}.xlsx`));
    writeFileSync(workbooks.at(-1) ?? '', answer.rawPayload);
    tables.push({ text: (await text(`/api/${collection}.csv`)).replace('\uFEFF', ''), delimiter: ';' });
  }
  read = await readAgain({ cards: files.cards, calendars: [...files.calendars.values()], workbooks, tables });
}, 600_000);

// ── What ical.js says, in the words of the others ──

type Jcard = [string, [string, Record<string, string>, string, ...unknown[]][], Jcard[]];
const plain = (value: unknown): string => (Array.isArray(value) ? value.map(plain).join(';') : String(value));
const instant = (value: string): string => value.replace(/[-:]/g, '');

function cardsByIcal(file: string): [string, string][][] {
  const parsed = ICAL.parse(file) as unknown as Jcard | Jcard[];
  const cards = (typeof parsed[0] === 'string' ? [parsed] : parsed) as Jcard[];
  return cards.map(([, properties]) => properties.map(([name, , , ...values]) => [name.toUpperCase(), values.map(plain).join(',')]));
}

function eventsByIcal(file: string): Record<string, string>[] {
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown as unknown[]);
  return calendar.getAllSubcomponents('vevent').map((event) =>
    Object.fromEntries(
      event.getAllProperties().map((property) => {
        const value = property.getFirstValue();
        const said = value instanceof ICAL.Time ? (value.isDate ? value.toString() : value.toJSDate().toISOString().replace('.000', '')) : plain(value);
        return [property.name.toUpperCase(), said];
      }),
    ),
  );
}

/** The same properties, whatever the order; without the digits’ punctuation in the time of the last change. */
const settled = (card: [string, string][]): string[] => card.map(([name, value]) => `${name} ${name === 'REV' ? instant(value) : value}`).sort();

describe('cards', () => {
  it('say the same to ical.js and to vobject, property by property', () => {
    const ours = cardsByIcal(files.cards);
    expect(ours.length).toBe(read.cards.length);
    for (const [index, card] of ours.entries()) expect(settled(read.cards[index] ?? [])).toEqual(settled(card));
  });

  it('are those of the lists, with their names, addresses and telephones', async () => {
    const people = await list<{ name: string }>('/api/contacts');
    const partners = await list<{ nameFr: string; nameEn: string | null }>('/api/organizations');
    const names = read.cards.map((card) => card.find(([name]) => name === 'FN')?.[1]);
    expect(names).toEqual([...people.map(({ name }) => name), ...partners.map(({ nameFr }) => nameFr)]);
    const hostile = read.cards.filter((card) => card.some(([, value]) => value === 'zoe@exemple.org'));
    expect(hostile).toHaveLength(formulas.length + awkward.length);
    for (const card of hostile) expect(card.filter(([name]) => name === 'TEL').map(([, value]) => value)).toEqual([`tel:${phone.replaceAll(' ', '')}`]);
  });
});

describe('calendars', () => {
  it('say the same to ical.js, to vobject and to icalendar, event by event', () => {
    expect(read.calendars).toHaveLength(missions.length + 2);
    for (const [index, [path, file]] of [...files.calendars].entries()) {
      const events = eventsByIcal(file);
      expect(read.calendars[index]?.vobject, path).toEqual(events);
      expect(read.calendars[index]?.icalendar, path).toEqual(events);
    }
  });

  it('hold the interactions and the missions of the lists, at their hours', async () => {
    const interactions = await list<{ id: string; subject: string; startsAt: string; isAllDay: boolean; location: string | null }>('/api/interactions');
    const events = read.calendars[0]?.icalendar ?? [];
    expect(events.map(({ UID, SUMMARY, LOCATION }) => [UID, SUMMARY, LOCATION ?? null])).toEqual(interactions.map(({ id, subject, location }) => [`interaction-${id}@passerelle`, subject, location]));
    const timed = interactions.flatMap(({ isAllDay, startsAt }, index) => (isAllDay ? [] : [[startsAt.replace('.000', ''), events[index]?.['DTSTART']]]));
    for (const [wanted, found] of timed) expect(found).toBe(wanted);
    const days = interactions.flatMap(({ isAllDay }, index) => (isAllDay ? [events[index]?.['DTSTART']] : []));
    for (const day of days) expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    const dated = await list<{ id: string; titleFr: string; startsOn: string | null; endsOn: string | null }>('/api/missions');
    expect(read.calendars[1]?.icalendar.map(({ UID, SUMMARY }) => [UID, SUMMARY])).toEqual(dated.filter(({ startsOn, endsOn }) => startsOn ?? endsOn).map(({ id, titleFr }) => [`mission-${id}@passerelle`, titleFr]));
  });
});

describe.each(collections.map((name, index) => [name, index] as const))('the sheet of %s', (collection, index) => {
  const same = (inWorkbook: unknown, inTable: string): boolean => {
    if (inWorkbook === null) return inTable === '';
    if (typeof inWorkbook === 'number') return Number(inTable.replace(',', '.')) === inWorkbook;
    if (typeof inWorkbook === 'object') return inTable.startsWith((inWorkbook as { day: string }).day);
    return inTable === inWorkbook || inTable === `'${String(inWorkbook)}`;
  };

  it('has the rows of the list, the same in Excel and in CSV, with true dates', async () => {
    const [sheet, about] = read.workbooks[index]?.sheets ?? [];
    const rows = sheet?.rows ?? [];
    const table = read.tables[index] ?? [];
    const { body } = await office.as('strategist').get<{ total: number }>(`/api/${collection}?limit=1`);
    expect([rows.length, table.length]).toEqual([body.total + 1, body.total + 1]);
    const different = rows.flatMap((row, line) => row.flatMap((cell, column) => (same(cell, table[line]?.[column] ?? '') ? [] : [{ line, cell, table: table[line]?.[column] }])));
    expect(different).toEqual([]);
    expect([sheet?.frozen, sheet?.filtered?.startsWith('A1:')]).toEqual(['A2', true]);
    expect(about?.rows.flat()).toContain(body.total);
  });

  it('shows no live formula, and keeps telephones readable', () => {
    expect(read.workbooks[index]?.formulas).toBe(0);
    const cells = (read.tables[index] ?? []).flat();
    expect(cells.filter((cell) => /^[=+\-@\t\r\n]/.test(cell) && !/^\+\d[\d\s]*$/.test(cell) && !/^-?\d+([.,]\d+)?$/.test(cell))).toEqual([]);
    for (const formula of formulas) expect(cells).toContain(`'${formula}`);
    const inWorkbook = (read.workbooks[index]?.sheets[0]?.rows ?? []).flat();
    for (const formula of formulas) expect(inWorkbook).toContain(formula);
    if (collection === 'contacts') expect(cells.some((cell) => cell === phone || cell === phone.replaceAll(' ', '\u00a0'))).toBe(true);
  });
});
