import { describe, expect, it } from 'vitest';
import { chipsOf, formValuesOf, nothingSaid, withDue, type Capture, type Said } from '../../web/lib/capture/reading.ts';
import { bodyOf, promisesOf } from '../../web/lib/interactions/form.ts';

const me = { id: 'user.officer', name: 'Personne officer' };
const now = new Date('2026-11-21T15:07:31.000Z');
const text = 'Hier appel @Bordeaux et Tremblay, Maison Duval → envoyer le projet vendredi';
const span = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length, text: words });
const candidate = (id: string) => ({ id, nameFr: `Nom ${id}`, nameEn: null, detailFr: null, detailEn: null });

/** A reading as the server gives it: one sure partner, one of two people, one unknown name, one promise. */
const read = (change: Partial<Capture> = {}): Capture => ({
  line: text,
  kind: { value: 'call', span: span('appel'), isSure: true },
  startsAt: { value: '2026-11-20T05:00:00.000Z', isAllDay: true, span: span('Hier'), isSure: true, candidates: [] },
  timeZone: 'America/Toronto',
  organizations: [{ id: 'city.bordeaux', nameFr: 'Ville de Bordeaux', nameEn: null, span: span('@Bordeaux'), isSure: true, candidates: [candidate('city.bordeaux')] }],
  contacts: [{ id: null, nameFr: 'Tremblay', nameEn: null, span: span('Tremblay'), isSure: false, candidates: [candidate('p.1'), candidate('p.2')], organization: null }],
  users: [],
  commitments: [],
  sectors: [],
  followUps: [{ text: 'Envoyer le projet', promisedBy: 'us', span: span('envoyer le projet vendredi'), isSure: true, dueOn: { value: '2026-11-27', span: span('vendredi'), isSure: false, candidates: ['2026-11-27', '2026-11-20'] } }],
  subject: { value: 'Appel Bordeaux et Tremblay', span: span('appel @Bordeaux et Tremblay') },
  unresolved: [
    { span: span('Tremblay'), expected: 'contact', reason: 'ambiguous', candidates: [candidate('p.1'), candidate('p.2')] },
    { span: span('Maison Duval'), expected: 'organization', reason: 'unknown', candidates: [] },
  ],
  ...change,
});
const asking = (capture: Capture, said: Said) => chipsOf(capture, said).filter(({ state }) => state === 'asks').map(({ key }) => key);
/** Takes, in a chip, the choice of an id. */
const take = (capture: Capture, said: Said, key: string, id: string): Said => {
  const choice = chipsOf(capture, said).find((chip) => chip.key === key)?.choices.find((one) => one.id === id);
  if (!choice) throw new Error(`${key} has no choice ${id}`);
  return choice.apply(said);
};

describe('the chips of a line', () => {
  it('ask about all that is unsure, and about nothing else', () => {
    expect(asking(read(), nothingSaid())).toEqual(['name:tremblay', 'name:maison duval', 'promise:envoyer le projet vendredi']);
  });

  it('ask nothing any more once everything is answered, and the body says what was answered', () => {
    let said = take(read(), nothingSaid(), 'name:tremblay', 'p.2');
    said = take(read(), said, 'name:maison duval', 'make:organization');
    said = take(read(), said, 'promise:envoyer le projet vendredi', '2026-11-20');
    expect(asking(read(), said)).toEqual([]);
    const values = formValuesOf(read(), said, me, now);
    expect(bodyOf(values)).toMatchObject({
      kind: 'call',
      isAllDay: true,
      startsAt: '2026-11-20T05:00:00.000Z',
      organizationIds: ['city.bordeaux', 'new:organization:Maison Duval'],
      newOrganizations: [{ nameFr: 'Maison Duval' }],
      participants: [{ userId: 'user.officer', side: 'ours' }, { contactId: 'p.2', side: 'theirs' }],
    });
    expect(promisesOf(values)).toEqual([{ text: 'Envoyer le projet', promisedBy: 'us', dueOn: '2026-11-20' }]);
  });

  it('leave out what is put aside, promises too', () => {
    let said = take(read(), nothingSaid(), 'name:tremblay', 'drop');
    said = take(read(), said, 'name:maison duval', 'drop');
    said = take(read(), said, 'promise:envoyer le projet vendredi', 'drop');
    expect(asking(read(), said)).toEqual([]);
    const values = formValuesOf(read(), said, me, now);
    expect(values.who.map(({ id }) => id)).toEqual(['organization:city.bordeaux']);
    expect(values.followUps).toEqual([]);
  });

  it('make what is marked with @ and unknown, which is seen, and ask with whom when nobody is named', () => {
    const marked = { start: 0, end: 13, text: '@Maison Duval' };
    const capture = read({ line: '@Maison Duval', contacts: [], organizations: [], followUps: [], unresolved: [{ span: marked, expected: 'organization', reason: 'unknown', candidates: [] }] });
    expect(chipsOf(capture, nothingSaid()).find(({ key }) => key === 'name:@maison duval')).toMatchObject({ state: 'new', words: 'Maison Duval' });
    expect(asking(capture, nothingSaid())).toEqual([]);
    const nobody = read({ contacts: [], organizations: [], followUps: [], unresolved: [] });
    expect(asking(nobody, nothingSaid())).toEqual(['who']);
    expect(asking(nobody, { ...nothingSaid(), who: [{ id: 'organization:city.namur', label: 'Namur' }] })).toEqual([]);
  });

  it('keep an answer when the line is read again, and show a date given by hand', () => {
    const said = withDue('promise:envoyer le projet vendredi', '2026-12-04')(take(read(), nothingSaid(), 'name:tremblay', 'p.1'));
    const again = read({ kind: { value: 'meeting', span: null, isSure: true } });
    expect(asking(again, said)).toEqual(['name:maison duval']);
    expect(formValuesOf(again, said, me, now).followUps).toEqual([{ text: 'Envoyer le projet', promisedBy: 'us', dueOn: '2026-12-04' }]);
    expect(chipsOf(again, said).find(({ key }) => key === 'kind')?.state).toBe('assumed');
  });
});
