import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contactDay, isWorkingDay, workingDayFrom } from '../../server/suggestions/calendar.rules.ts';
import { propose, sectorsOf, threshold, wordsOf, type Candidate, type Reason, type Ties } from '../../server/suggestions/suggestion.rules.ts';
import { isSameStem, rarity, tellingWords } from '../../server/suggestions/words.rules.ts';
import { fold } from '../../server/text/fold.rules.ts';

const bordeaux = { id: 'city.bordeaux', nameFr: 'Ville de Bordeaux', nameEn: null };
const mission = { id: 'mission', titleFr: 'Mission à Lyon', titleEn: null };
const forum = { id: 'forum', nameFr: 'Réseau', nameEn: null };
const texts = [
  'patrimoine mondial et tourisme de la ville',
  'culture de la ville et artistes',
  'main-d’œuvre de la ville, culture',
  'eau et climat en ville',
  'mobilité durable, culture, ville',
  'sport à la ville',
  'recherche et innovation',
];
const corpus = texts.map(wordsOf);
const areas: Candidate[] = [
  { id: 'heritage', position: 0, title: 'Titres et tourisme', description: 'Faire valoir le patrimoine mondial de la ville' },
  { id: 'culture', position: 1, title: 'Création culturelle', description: 'Appuyer les artistes de la ville' },
  { id: 'water', position: 2, title: 'Eau et climat', description: 'Rendre la ville durable' },
];
const nothing: Ties = new Map();
const suggest = (subject: string, text = '', ties: Ties = nothing, excluded: string[] = [], limit = 5) =>
  propose(areas, { subject, text, sector: '' }, ties, corpus, new Set(excluded), limit);
const history = (count: number): Exclude<Reason, { kind: 'words' }> => ({ kind: 'history', organization: bordeaux, count, lastAt: '2026-01-01T00:00:00.000Z' });

describe('telling words', () => {
  it('are folded, without stop words of either language, each once, and keep their accents to be shown', () => {
    expect(tellingWords('L’économie de la ville et les économies, with the UNESCO and their économie')).toEqual([
      { written: 'économie', key: 'economie' },
      { written: 'ville', key: 'ville' },
      { written: 'économies', key: 'economies' },
      { written: 'UNESCO', key: 'unesco' },
    ]);
    expect(tellingWords('ONU, eau, 2026, à bientôt').map(({ key }) => key)).toEqual(['onu', 'bientot']);
    expect(tellingWords('')).toEqual([]);
  });

  it.each([
    ['ville', 'villes', true],
    ['patrimoine', 'patrimonial', true],
    ['tourisme', 'touristique', true],
    ['culture', 'culturelles', true],
    ['international', 'interne', false],
    ['programme', 'progres', false],
    ['port', 'porte', true],
    ['eau', 'eaux', false],
    ['partage', 'partenaire', false],
    ['climat', 'climatiques', true],
  ])('%s and %s are forms of one word: %s', (one, other, same) => {
    expect(isSameStem(one, other)).toBe(same);
    expect(isSameStem(other, one)).toBe(same);
  });

  it('weigh more the fewer texts have them', () => {
    expect(rarity('patrimoine', corpus)).toBeGreaterThan(rarity('culture', corpus));
    expect(rarity('culture', corpus)).toBeGreaterThan(rarity('ville', corpus));
    expect(rarity('ville', corpus)).toBeLessThan(0.05);
    expect(rarity('patrimonial', corpus)).toBe(rarity('patrimoine', corpus));
  });
});

describe('what is proposed', () => {
  it('says the words found, as they were written, and where', () => {
    expect(suggest('Visite sur le Patrimoine')).toEqual([{ id: 'heritage', score: expect.any(Number) as number, reasons: [{ kind: 'words', words: ['patrimoine'], in: 'subject' }] }]);
    const [first] = suggest('Visite', 'On a parlé du climat et de l’eau potable.');
    expect(first).toMatchObject({ id: 'water', reasons: [{ kind: 'words', words: ['climat'], in: 'text' }] });
  });

  it('says that a word comes from the sectors on the record, or from several places', () => {
    const [fromSector] = propose(areas, { subject: 'Appel', text: '', sector: 'Tourisme et patrimoine' }, nothing, corpus, new Set(), 5);
    expect(fromSector).toMatchObject({ id: 'heritage', reasons: [{ kind: 'words', words: expect.arrayContaining(['patrimoine']) as string[], in: 'sector' }] });
    const [mixed] = propose(areas, { subject: 'Tourisme', text: 'patrimoine', sector: '' }, nothing, corpus, new Set(), 5);
    expect(mixed?.reasons).toMatchObject([{ words: expect.arrayContaining(['tourisme', 'patrimoine']) as string[], in: 'text' }]);
  });

  it('is nothing for words that stand everywhere, and nothing without words', () => {
    expect(suggest('Rencontre avec la ville', 'culture')).toEqual([]);
    expect(suggest('Rencontre du 12', '')).toEqual([]);
  });

  it('takes a mission’s objective or a forum’s work as reason enough, one meeting or a bare statement not', () => {
    const only = (reason: Exclude<Reason, { kind: 'words' }>) => suggest('Point', '', new Map([['water', [reason]]])).map(({ id }) => id);
    expect(only({ kind: 'mission', mission })).toEqual(['water']);
    expect(only({ kind: 'forum', forum })).toEqual(['water']);
    expect(only({ kind: 'stated', organization: bordeaux })).toEqual([]);
    expect(only(history(1))).toEqual([]);
    expect(only(history(5))).toEqual(['water']);
    const together = (count: number) => suggest('Point', '', new Map([['water', [history(count), { kind: 'stated', organization: bordeaux } as const]]]));
    expect(together(1)).toEqual([]);
    const both = together(2);
    expect(both[0]?.reasons.map(({ kind }) => kind)).toEqual(['stated', 'history']);
  });

  it('puts the best first, keeps the limit, and never what is excluded', () => {
    const ties: Ties = new Map([['culture', [{ kind: 'mission', mission }]], ['water', [{ kind: 'mission', mission }, history(3)]]]);
    expect(suggest('Patrimoine', '', ties).map(({ id }) => id)).toEqual(['water', 'heritage', 'culture']);
    expect(suggest('Patrimoine', '', ties, [], 2).map(({ id }) => id)).toEqual(['water', 'heritage']);
    expect(suggest('Patrimoine', '', ties, ['water', 'heritage']).map(({ id }) => id)).toEqual(['culture']);
  });

  it('knows the sectors that a commitment area names by a telling word', () => {
    const house = [...texts, 'talents venus d’ailleurs', 'recrutement'].map(wordsOf);
    const sectors = ['Main-d’œuvre et immigration', 'Culture et ville'];
    expect(sectorsOf('Faire venir la main-d’œuvre en ville', sectors, house)).toEqual(['Main-d’œuvre et immigration']);
  });

  it('takes a description’s word in the text as a hint only', () => {
    expect(suggest('Appel', 'Des artistes')).toEqual([]);
    expect(suggest('Des artistes', '').map(({ id }) => id)).toEqual(['culture']);
  });
});

const vocabulary = ['patrimoine', 'patrimonial', 'tourisme', 'touristique', 'ville', 'villes', 'culture', 'culturelle', 'artistes', 'eau', 'climat', 'durable', 'titres', 'création', 'sport'];
const text = fc.array(fc.constantFrom(...vocabulary), { maxLength: 8 }).map((words) => words.join(' '));
const reason = fc.oneof(
  fc.constant({ kind: 'mission', mission } as const),
  fc.constant({ kind: 'forum', forum } as const),
  fc.constant({ kind: 'stated', organization: bordeaux } as const),
  fc.integer({ min: 1, max: 40 }).map(history),
);
const ties = fc.dictionary(fc.constantFrom('heritage', 'culture', 'water'), fc.array(reason, { maxLength: 3 })).map((some): Ties => new Map(Object.entries(some)));

describe('whatever was said', () => {
  it('gives the same answer to the same evidence, whatever the order of what can be proposed', () => {
    fc.assert(fc.property(text, text, ties, (subject, rest, some) => {
      const said = { subject, text: rest, sector: '' };
      const answer = propose(areas, said, some, corpus, new Set(), 5);
      expect(propose(areas.toReversed(), said, some, corpus.toReversed(), new Set(), 5)).toEqual(answer);
    }));
  });

  it('proposes nothing without a reason, nor a word that was not said', () => {
    fc.assert(fc.property(text, text, ties, (subject, rest, some) => {
      const said = tellingWords(`${subject} ${rest}`).map(({ written }) => written);
      for (const { reasons, score } of suggest(subject, rest, some)) {
        expect(reasons.length).toBeGreaterThan(0);
        expect(score).toBeGreaterThanOrEqual(threshold);
        for (const one of reasons) if (one.kind === 'words') expect(said).toEqual(expect.arrayContaining(one.words));
      }
    }));
  });

  it('never scores lower for more evidence', () => {
    const scoreOf = (subject: string, rest: string, some: Ties, id: string): number => suggest(subject, rest, some).find((one) => one.id === id)?.score ?? 0;
    fc.assert(fc.property(text, text, text, text, ties, reason, (subject, rest, moreSubject, moreRest, some, added) => {
      for (const { id } of areas) {
        const before = scoreOf(subject, rest, some, id);
        const more: Ties = new Map([...some, [id, [...(some.get(id) ?? []), added]]]);
        expect(scoreOf(`${subject} ${moreSubject}`, `${moreRest} ${rest}`, some, id)).toBeGreaterThanOrEqual(before - 1e-9);
        expect(scoreOf(subject, rest, more, id)).toBeGreaterThanOrEqual(before);
      }
    }));
  });

  it('never proposes what is excluded', () => {
    fc.assert(fc.property(text, ties, fc.subarray(areas.map(({ id }) => id)), (subject, some, excluded) => {
      expect(suggest(subject, '', some, excluded).filter(({ id }) => excluded.includes(id))).toEqual([]);
    }));
  });

  it('finds the same stems either way round, and a word its own', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abeinrst'), minLength: 1, maxLength: 12 }).map(fold);
    fc.assert(fc.property(word, word, (one, other) => {
      expect(isSameStem(one, other)).toBe(isSameStem(other, one));
      expect(isSameStem(one, one)).toBe(true);
    }));
  });
});

describe('the day of the next contact', () => {
  it.each([
    ['2026-12-25', '2026-12-28'],
    ['2026-11-28', '2026-11-30'],
    ['2027-06-24', '2027-06-25'],
    ['2027-07-01', '2027-07-02'],
    ['2027-01-01', '2027-01-04'],
    ['2026-11-24', '2026-11-24'],
  ])('%s is moved to %s', (day, moved) => {
    expect(workingDayFrom(day)).toBe(moved);
  });

  it('is never today or before', () => {
    expect(contactDay('2026-01-01', '2026-11-21')).toBe('2026-11-23');
    expect(contactDay('2027-02-17', '2026-11-21')).toBe('2027-02-17');
    fc.assert(fc.property(fc.integer({ min: 0, max: 4000 }), (days) => {
      const due = new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
      const day = contactDay(due, '2026-11-21');
      expect(isWorkingDay(day)).toBe(true);
      expect(day > '2026-11-21' && day >= due).toBe(true);
    }));
  });
});
