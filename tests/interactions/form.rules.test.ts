import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interaction } from '../../server/interactions/interaction.schema.ts';
import { blankValues, bodyOf, nextValues, peopleOf, promisesOf, valuesOf, type InteractionValues } from '../../web/lib/interactions/form.ts';

const me = { id: 'user.officer', name: 'Personne officer' };
const now = new Date('2026-11-21T15:07:31.000Z');
const reference = (id: string) => ({ id, nameFr: `Nom ${id}`, nameEn: null });
const record: Interaction = {
  id: 'in.1',
  version: 3,
  createdAt: '2026-11-20T15:00:00.000Z',
  updatedAt: '2026-11-20T15:00:00.000Z',
  archivedAt: null,
  kind: 'call',
  status: 'held',
  startsAt: '2026-11-20T15:00:00.000Z',
  endsAt: '2026-11-20T16:30:00.000Z',
  isAllDay: false,
  timeZone: 'America/Toronto',
  placeId: null,
  location: 'Salle 3',
  subject: 'Protocole',
  summary: 'Entente de principe',
  language: 'fr',
  missionId: null,
  forumSessionId: null,
  sensitivity: 'restricted',
  mayBeLobbying: true,
  captureSource: 'form',
  externalUid: null,
  createdBy: me,
  place: null,
  mission: null,
  forumSession: null,
  organizations: [reference('city.namur')],
  commitments: [],
  sectors: [],
  participants: [
    { id: 'p1', side: 'ours', contactId: null, userId: 'user.officer', organization: null, name: 'Personne officer', titleFr: 'Agente', titleEn: null, isLead: true, email: null, isUnmatched: false, isHidden: false },
    { id: 'p2', side: 'theirs', contactId: 'c1', userId: null, organization: reference('city.namur'), name: 'Léa', titleFr: 'Échevine', titleEn: 'Alderwoman', isLead: false, email: null, isUnmatched: false, isHidden: false },
    { id: 'p3', side: 'third', contactId: null, userId: null, organization: null, name: 'Interprète', titleFr: 'Interprète', titleEn: null, isLead: false, email: null, isUnmatched: false, isHidden: false },
  ],
  discussionPoints: [{ id: 'd1', subject: 'Dates', theirPosition: null, ourPosition: 'En mai', sensitivity: 'restricted' }],
  hiddenPoints: 0,
  followUps: [],
  closedFollowUps: [],
};

describe('the form of an interaction', () => {
  it('opened and saved without a change, says what is stored, and no title', () => {
    const instant = fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2040-01-01T00:00:00Z'), noInvalidDate: true });
    const zone = fc.constantFrom('America/Toronto', 'Europe/Paris', 'Asia/Tokyo', 'Asia/Kolkata');
    fc.assert(
      fc.property(instant, fc.option(fc.integer({ min: 1, max: 5_000 }), { nil: null }), zone, (starts, minutes, timeZone) => {
        const ends = minutes === null ? null : new Date(starts.getTime() + minutes * 60_000);
        const stored = { ...record, startsAt: starts.toISOString(), endsAt: ends?.toISOString() ?? null, timeZone };
        const body = bodyOf(valuesOf(stored), stored);
        expect([body.startsAt, body.endsAt]).toEqual([stored.startsAt, stored.endsAt]);
        expect(body.participants).toEqual([
          { id: 'p1', side: 'ours', userId: 'user.officer', isLead: true },
          { id: 'p2', side: 'theirs', contactId: 'c1', isLead: false },
          { id: 'p3', side: 'third', name: 'Interprète', isLead: false },
        ]);
        expect(body).toMatchObject({ status: 'held', organizationIds: ['city.namur'], summary: 'Entente de principe', discussionPoints: [{ id: 'd1', ourPosition: 'En mai', theirPosition: null }] });
      }),
    );
  });

  it('keeps a day without an hour as a day', () => {
    const stored = { ...record, startsAt: '2026-11-20T05:00:00.000Z', endsAt: null, isAllDay: true };
    expect(valuesOf(stored)).toMatchObject({ date: '2026-11-20', time: '' });
    expect(bodyOf(valuesOf(stored), stored)).toMatchObject({ startsAt: stored.startsAt, endsAt: null, isAllDay: true });
  });

  it('begins now, at the last quarter of an hour, with whoever logs on our side', () => {
    const blank = blankValues(me, now);
    expect(blank).toMatchObject({ date: '2026-11-21', time: '10:00', ours: [{ id: 'user:user.officer' }], who: [] });
    expect(() => bodyOf({ ...blank, date: null })).toThrow();
  });

  it('names what is unknown once and points at it everywhere', () => {
    const who = [
      { id: 'new-organization:Ville Neuve', label: 'Ville Neuve' },
      { id: 'new-contact:Zoé Trudel', label: 'Zoé Trudel' },
    ];
    const body = bodyOf({ ...blankValues(me, now), who, subject: ' Accueil ' });
    expect(body).toMatchObject({
      subject: 'Accueil',
      newOrganizations: [{ ref: 'new:organization:Ville Neuve', nameFr: 'Ville Neuve' }],
      organizationIds: ['new:organization:Ville Neuve'],
      newContacts: [{ ref: 'new:contact:Zoé Trudel', name: 'Zoé Trudel', organizationId: 'new:organization:Ville Neuve' }],
    });
    expect(body.participants).toContainEqual({ side: 'theirs', contactId: 'new:contact:Zoé Trudel', isLead: false });
    const two = [...who, { id: 'organization:city.namur', label: 'Namur' }];
    expect(bodyOf({ ...blankValues(me, now), who: two }).newContacts).toMatchObject([{ organizationId: null }]);
  });

  it('sends a title where it was changed, and only there', () => {
    const values = valuesOf(record);
    const said: InteractionValues = { ...values, presences: { ...values.presences, 'contact:c1': { participantId: 'p2', title: 'Bourgmestre', isLead: true } } };
    expect(bodyOf(said, record).participants?.[1]).toEqual({ id: 'p2', side: 'theirs', contactId: 'c1', isLead: true, titleFr: 'Bourgmestre' });
  });

  it('keeps the place of somebody who is not shown, under a neutral word, and does not take them along to the next interaction', () => {
    const hidden = { ...record.participants[1]!, name: null, titleFr: null, titleEn: null, organization: null, isHidden: true };
    const stored = { ...record, participants: [record.participants[0]!, hidden] };
    const values = valuesOf(stored);
    expect(values.who[1]).toEqual({ id: 'contact:c1', label: 'Personne à diffusion restreinte' });
    expect(bodyOf(values, stored).participants?.[1]).toEqual({ id: 'p2', side: 'theirs', contactId: 'c1', isLead: false });
    expect(peopleOf(nextValues(me, now, stored)).map(({ choice }) => choice.label)).toEqual(['Personne officer']);
  });

  it('leaves out promises without words, and follows an interaction with the same people', () => {
    const values = { ...blankValues(me, now), followUps: [{ promisedBy: 'us' as const, text: ' Écrire ', dueOn: '2026-12-01' }, { promisedBy: 'them' as const, text: ' ', dueOn: null }] };
    expect(promisesOf(values)).toEqual([{ promisedBy: 'us', text: 'Écrire', dueOn: '2026-12-01' }]);
    const next = nextValues(me, now, record);
    expect(peopleOf(next).map(({ choice }) => choice.label)).toEqual(['Personne officer', 'Léa', 'Interprète']);
    expect(next).toMatchObject({ subject: '', status: null, date: '2026-11-21', sensitivity: 'restricted', presences: {} });
  });
});
