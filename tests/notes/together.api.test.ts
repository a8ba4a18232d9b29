import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { getContact, getContacts } from '../../server/contacts/contact.reading.ts';
import type { Context } from '../../server/http/context.ts';
import { getInteraction, getInteractions } from '../../server/interactions/interaction.service.ts';
import { testOffice, today, userId, type Office, type Role } from '../support/app.ts';
import { making } from '../support/making.ts';

const [large, small] = ['city.bordeaux', 'city.lyon'];
let office: Office;
const people: string[] = [];
const meetings: string[] = [];

beforeAll(async () => {
  office = await testOffice();
  const made = making(office, 'strategist');
  const addPartner = async (partner: string, count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) {
      const contactId = await made('/api/contacts', {
        givenName: 'Maëlle',
        familyName: `Exemple ${n}`,
        sensitivity: n === 3 ? 'restricted' : 'internal',
        languages: n % 2 === 0 ? ['fr', 'es'] : ['en'],
        positions: [
          { organizationId: partner, titleFr: `Adjointe ${n}`, titleEn: null, roleCode: n % 2 === 0 ? 'mayor' : null, validFrom: `20${10 + n}-06`, validTo: null, isPrimary: true, verifiedOn: null },
          { organizationId: partner, titleFr: `Conseillère ${n}`, titleEn: null, roleCode: null, validFrom: '2001', validTo: '2008', isPrimary: false, verifiedOn: null },
        ],
        contactPoints: [{ kind: 'email', value: `exemple${n}@test.example`, label: null, isPrimary: true, verifiedOn: null }],
        acquaintances: [{ userId: 'user.officer', since: '2020', note: null }],
      });
      people.push(contactId);
      const interaction = await made('/api/interactions', {
        subject: `Rencontre ${n}`,
        startsAt: `2026-0${1 + (n % 9)}-11T14:00:00Z`,
        organizationIds: [partner],
        sensitivity: n === 5 ? 'confidential' : 'internal',
        commitmentIds: ['vdq.learns.watch'],
        participants: [{ side: 'theirs', contactId, isLead: true }, { side: 'ours', userId: 'user.officer' }],
        discussionPoints: [{ subject: `Point ${n}`, theirPosition: null, ourPosition: null, sensitivity: 'internal' }],
      });
      meetings.push(interaction);
      await made('/api/followups', { promisedBy: 'us', text: `Envoyer ${n}`, organizationId: partner, dueOn: '2026-11-01', bornInId: interaction, sensitivity: n === 7 ? 'restricted' : 'internal' });
    }
  };
  await addPartner(large ?? '', 12);
  await addPartner(small ?? '', 1);
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

describe.each(['strategist', 'reader'] as const)('records that are read together, by a %s', (role) => {
  it('are those that are read alone, in the order asked for, without those that are hidden', async () => {
    const ctx = context(role);
    const alone = async <One>(ids: string[], read: (ctx: Context, id: string) => Promise<One>): Promise<One[]> =>
      (await Promise.all(ids.map((id) => read(ctx, id).catch(() => null)))).flatMap((one) => one ?? []);
    const [interactionIds, contactIds] = [meetings.toReversed(), people.toReversed()];
    const interactions = await getInteractions(ctx, interactionIds);
    expect(interactions).toEqual(await alone(interactionIds, getInteraction));
    const contacts = await getContacts(ctx, contactIds);
    expect(contacts).toEqual((await alone(contactIds, getContact)).map(({ met: _met, ...one }) => one));
    const hidden = role === 'reader' ? 1 : 0;
    expect([interactions.length, contacts.length]).toEqual([13 - hidden, 13 - hidden]);
    expect(contacts.every(({ address }) => address !== null)).toBe(true);
    expect(await getInteractions(ctx, ['nothing'])).toEqual([]);
    expect(await getContacts(ctx, [])).toEqual([]);
  });
});

it('a note about a partner of many people and meetings asks no more of the database than one of few', async () => {
  const asked = async (partner: string | undefined, kind: string): Promise<number> => {
    const reading = vi.spyOn(office.db.rows, 'all');
    try {
      const { status } = await office.as('strategist').post('/api/notes/preview?format=json', { kind, subjects: [{ type: 'organization', id: partner }], language: 'fr', audience: 'internal' });
      expect(status).toBe(200);
      return reading.mock.calls.length;
    } finally {
      reading.mockRestore();
    }
  };
  for (const kind of ['meeting', 'information', 'partner-sheet']) {
    const few = await asked(small, kind);
    // Only whom or what the audience may not see is asked for once more.
    expect(await asked(large, kind), kind).toBeLessThanOrEqual(few + 5);
    expect(few, kind).toBeLessThan(90);
  }
});
