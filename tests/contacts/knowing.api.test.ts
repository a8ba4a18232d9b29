import { afterAll, beforeAll, expect, it } from 'vitest';
import { knowersOfAll, knowersOfPage } from '../../server/contacts/contact.knowing.ts';
import { allContacts, listContacts } from '../../server/contacts/contact.reading.ts';
import type { Context } from '../../server/http/context.ts';
import { testOffice, today, userId, type Office, type Role } from '../support/app.ts';

/** More of ours than one word of bits tells apart. */
const ours = Array.from({ length: 40 }, (_, n) => `colleague.${n}`);
const people = Array.from({ length: 60 }, (_, n) => `met.${n}`);
const statuses = ['held', 'held', 'held', 'planned', 'cancelled'];
const levels = ['public', 'internal', 'restricted', 'confidential'];

let office: Office;
beforeAll(async () => {
  office = await testOffice();
  await office.db.write(async (tx) => {
    await tx.user.createMany({ data: ours.map((id, n) => ({ id, name: `Collègue ${String((n * 7) % 40).padStart(2, '0')}`, email: `${id}@test.example`, role: 'officer' })) });
    await tx.contact.createMany({ data: people.map((id, n) => ({ id, familyName: `Connue ${n}`, sortName: `connue ${String(n).padStart(2, '0')}` })) });
    await tx.acquaintance.createMany({ data: people.slice(0, 20).map((contactId, n) => ({ contactId, userId: ours[(n * 13) % 40] ?? '' })) });
    const meetings = Array.from({ length: 200 }, (_, n) => ({
      id: `meeting.${n}`,
      kind: 'meeting',
      subject: `Rencontre ${n}`,
      startsAt: new Date(Date.UTC(2026, 0, 1 + n)),
      status: statuses[(n * 3 + Math.floor(n / 50)) % 5] ?? 'held',
      sensitivity: levels[Math.floor(n / 3) % 4] ?? 'public',
      archivedAt: n % 11 === 0 ? today : null,
      createdById: n % 7 === 0 ? userId('reader') : userId('officer'),
    }));
    await tx.interaction.createMany({ data: meetings });
    await tx.participant.createMany({
      data: meetings.flatMap(({ id }, n) => [
        ...[n, n * 3 + 1].map((one) => ({ interactionId: id, side: 'theirs', name: 'Elle', contactId: people[one % 50] ?? '' })),
        ...[n, n * 5 + 2, n * 11].map((one) => ({ interactionId: id, side: 'ours', name: 'Lui', userId: ours[one % 40] ?? '' })),
      ]),
    });
  });
}, 60_000);
afterAll(() => office.close());

const context = (role: Role): Context => ({
  db: office.db,
  user: { id: userId(role), name: role, email: `${role}@test.example`, role, locale: 'fr', timeZone: 'America/Toronto' },
  locale: 'fr',
  now: today,
  requestId: 'test',
  write: () => Promise.reject(new Error('not here')),
});

it.each(['reader', 'officer', 'strategist'] as const)('who knows people is the same of everybody at once and of a page, as far as a %s sees', async (role) => {
  const ctx = context(role);
  const [all, some] = [await knowersOfAll(ctx), knowersOfPage(ctx, people, false)];
  for (const id of people) expect(all(id), id).toEqual(some(id));
  expect(people.filter((id) => all(id).length > 1).length).toBeGreaterThan(20);
  expect(people.slice(50).flatMap(all)).toEqual([]);
  expect(all('nobody')).toEqual([]);
});

it('an export names them as the list does, whole or in part', async () => {
  const ctx = context('officer');
  for (const query of [{}, { person: people.slice(0, 10) }]) {
    const exported = (await Array.fromAsync(allContacts(ctx, { ...query, limit: 25 }))).flat();
    const { items } = await listContacts(ctx, { ...query, limit: 200 });
    expect(exported.map(({ id, knownBy }) => ({ id, knownBy }))).toEqual(items.map(({ id, knownBy }) => ({ id, knownBy })));
    expect(items.some(({ knownBy }) => knownBy.length > 2)).toBe(true);
  }
});
