import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Capture, LexiconEntry, Span } from '../../server/capture/capture.schema.ts';
import { parseCapture } from '../../server/capture/capture.rules.ts';
import { buildLexicon, put, remove } from '../../server/capture/lexicon.rules.ts';
import { corpusEntries, corpusLexicon, corpusLines, formatReport, scoreCorpus } from './corpus.ts';

const lexicon = corpusLexicon();
const entries = new Map(corpusEntries().map((entry) => [`${entry.type} ${entry.id}`, entry]));
const now = new Date('2026-11-19T20:30:00.000Z');
const timeZone = 'America/Toronto';
const read = (text: string, locale: 'fr' | 'en' = 'fr', more: object = {}): Capture => parseCapture(text, lexicon, { locale, now, timeZone, ...more });

describe('The corpus', () => {
  it.each(['corpus', 'held-out', 'second'] as const)('%s: every field right in 95 %, nothing wrong and sure', (name) => {
    const lines = corpusLines(name);
    const report = scoreCorpus(lines, lexicon);
    expect(report.wrongButSure, formatReport(name, report)).toBe(0);
    // Lines written without knowing the grammar: what it asks beyond what they wish is a question, no mistake.
    for (const { field, right, total } of report.scores.filter(({ field }) => name !== 'second' || field !== 'unresolved')) expect(right / total, `${field}\n${formatReport(name, report)}`).toBeGreaterThanOrEqual(0.95);
  });

  it('has at least 100 lines, half of them French, and 20 more put aside', () => {
    const lines = corpusLines('corpus');
    expect(lines.length).toBeGreaterThanOrEqual(100);
    expect(Math.abs(lines.filter(({ locale }) => locale === 'fr').length / lines.length - 0.5)).toBeLessThan(0.05);
    expect(corpusLines('held-out')).toHaveLength(20);
    expect(corpusLines('second')).toHaveLength(60);
  });

  it('is not scored by a reader that takes everything for granted', () => {
    const sure = corpusLines('corpus').map((line) => ({ ...line, expect: { ...line.expect, kind: 'reception', startsAt: '2001-01-01' } }));
    expect(scoreCorpus(sure, lexicon).wrongButSure).toBeGreaterThan(100);
  });
});

/** Every span of a capture. */
function spansOf(capture: Capture): Span[] {
  const { kind, startsAt, endsAt, organizations, contacts, users, commitments, sectors, followUps, subject, unresolved } = capture;
  const mentions = [...organizations, ...contacts, ...users, ...commitments, ...sectors, ...unresolved];
  return [kind.span, startsAt.span, endsAt?.span, subject.span, ...mentions.map(({ span }) => span), ...followUps.flatMap(({ span, dueOn }) => [span, dueOn?.span])].filter((span): span is Span => Boolean(span));
}

const words = corpusLines('corpus').flatMap(({ text }) => text.split(' '));
const pieces = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom('→', '->', '@', '#', '@Bordeaux', 'Mme', 'M.', '1er', '31', 'février', '3h', '12/13/2026', 'le 31', 'Łódź', 'e\u0301', '\ud800', '\udc00', '👩🏽‍💻', 'ﬁ', 'İ', '½', '\u202e', '\n', '…', "'"),
  fc.string({ unit: 'binary' }),
);
const lines = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(' '));
const locales = fc.constantFrom('fr' as const, 'en' as const);

describe('Whatever is typed', () => {
  it('never throws, is the same twice, and every span says where it stands', () => {
    fc.assert(
      fc.property(lines, locales, (text, locale) => {
        const capture = read(text, locale);
        expect(read(text, locale)).toEqual(capture);
        for (const { start, end, text: said } of spansOf(capture)) expect(text.slice(start, end)).toBe(said);
        expect(capture.subject.value.length).toBeGreaterThan(0);
        for (const { text: promised } of capture.followUps) expect(promised.length).toBeGreaterThan(0);
        expect(Number.isNaN(Date.parse(capture.startsAt.value))).toBe(false);
      }),
      { numRuns: 400, seed: 3 },
    );
  });

  it('names only records that there are; an unsure reading is always asked, with the records it may be', () => {
    fc.assert(
      fc.property(lines, locales, (text, locale) => {
        const capture = read(text, locale);
        for (const [list, type] of [['organizations', 'organization'], ['contacts', 'contact'], ['users', 'user'], ['commitments', 'commitment'], ['sectors', 'sector']] as const) {
          for (const { id, isSure, candidates, span } of capture[list] as Capture['organizations']) {
            for (const known of [...candidates.map((one) => one.id), ...(id === null ? [] : [id])]) expect(entries.has(`${type} ${known}`)).toBe(true);
            if (isSure) expect(id).not.toBeNull();
            else expect(capture.unresolved.some((one) => one.expected === type && one.span.start === span.start)).toBe(true);
          }
        }
        if (!capture.startsAt.isSure) expect(capture.unresolved.some(({ expected }) => expected === 'date')).toBe(true);
      }),
      { numRuns: 400, seed: 4 },
    );
  });

  it('names nobody whom the reader may not see, as a mention or a candidate', () => {
    const people = [...entries.values()].filter(({ type }) => type === 'contact');
    fc.assert(
      fc.property(fc.subarray(people), lines, (hidden, text) => {
        const ids = new Set(hidden.map(({ id }) => id));
        const said = JSON.stringify(read(`${text} avec ${people.map(({ nameFr }) => nameFr).join(', ')}`, 'fr', { sees: ({ id }: LexiconEntry) => !ids.has(id) }));
        for (const id of ids) expect(said).not.toContain(`"${id}"`);
      }),
      { numRuns: 100, seed: 5 },
    );
  });

  it('takes 10,000 characters of anything in time that grows with the length', () => {
    for (const unit of ['Rencontre avec Bordeaux hier, ils enverront le projet. ', '→', '@Jean ', '#a ', ' ', '3h ', 'le maire de ', 'hier ', 'é', "l'", '\n', 'Nov 12 ', 'avec Xx ', '#patrimoine-']) {
      const time = (length: number): number => {
        const text = unit.repeat(length / unit.length + 1).slice(0, length);
        return Math.min(...[1, 2, 3].map(() => {
          const began = performance.now();
          read(text);
          return performance.now() - began;
        }));
      };
      const [tenth, whole] = [time(1_000), time(10_000)];
      // Ten times the text; thirty leaves room for a busy machine, and would not for a square (a hundred).
      expect(whole, unit).toBeLessThan(30 * tenth + 30);
    }
  });
});

describe('Names', () => {
  const ids = (text: string): (string | null)[] => read(text).organizations.map(({ id }) => id);

  it('come and go one at a time', () => {
    const own = buildLexicon([]);
    const entry: LexiconEntry = { type: 'organization', id: 'a', nameFr: 'Ville de Zwolle', nameEn: null, names: [], detailFr: null, detailEn: null };
    const named = (text: string): (string | null)[] => parseCapture(text, own, { locale: 'fr', now, timeZone }).organizations.map(({ id }) => id);
    expect(named('Appel Zwolle')).toEqual([]);
    put(own, entry);
    expect(named('Appel Zwolle')).toEqual(['a']);
    put(own, { ...entry, nameFr: 'Ville de Deventer' });
    expect([named('Appel Zwolle'), named('Appel Deventer')]).toEqual([[], ['a']]);
    remove(own, 'organization', 'a');
    expect(named('Appel Deventer')).toEqual([]);
    remove(own, 'organization', 'a');
    put(own, entry);
    expect(named('Appel Zwolle')).toEqual(['a']);
  });

  it.each(['un beau port', 'deux tours de piste', 'la culture', 'une nice journée', 'Port en eau profonde', 'horizon 2030'])('are not ordinary words: %s', (words) => {
    expect(read(`Rencontre hier, ${words}`).organizations.filter(({ isSure }) => isSure)).toEqual([]);
  });

  it('may be ordinary words when marked', () => {
    expect(ids('Appel @nice hier')).toEqual(['city.nice']);
  });

  it.each(['Malmo', 'malmö', 'MALMÖ', 'Ville de Malmo', 'City of Malmö', 'Saint-Pétersbourg', 'St-Petersbourg', 'Xi’an', "Xi'an", 'Xian', 'OVPM', 'ovpm'])('are found however they are spelled: %s', (name) => {
    const [found] = read(`Appel avec ${name} hier`).organizations;
    expect(found).toMatchObject({ isSure: true });
    expect(found!.id).not.toBeNull();
  });

  it('of two, the longer wins', () => {
    expect(ids('Rencontre avec l’Université de Bordeaux')).toEqual(['univ.bordeaux']);
  });

  it('of a given name that is somebody else’s are unknown, not the namesake', () => {
    const capture = read('Rencontre avec Jeanne Lindqvist hier');
    expect(capture.contacts.filter(({ isSure }) => isSure)).toEqual([]);
    expect(capture.unresolved).toMatchObject([{ expected: 'contact', reason: 'unknown', span: { text: 'Jeanne Lindqvist' } }]);
  });
});

describe('Dates', () => {
  const starts = (text: string, locale: 'fr' | 'en' = 'fr', at = now): string => parseCapture(text, lexicon, { locale, now: at, timeZone }).startsAt.value;

  it('keep the hour across the change of the clocks', () => {
    expect(starts('appel le 7 mars 2026 à 9h')).toBe('2026-03-07T14:00:00.000Z');
    expect(starts('appel le 9 mars 2026 à 9h')).toBe('2026-03-09T13:00:00.000Z');
  });

  it('ask what “3 pm EST” means in summer', () => {
    const { startsAt } = read('Call July 3 2026 3 pm EST', 'en');
    expect(startsAt.isSure).toBe(false);
    expect(startsAt.candidates.map(({ value }) => value).sort()).toEqual(['2026-07-03T19:00:00.000Z', '2026-07-03T20:00:00.000Z']);
  });

  it.each([
    ['fr', '03/04/2026', ['2026-04-03', '2026-03-04']],
    ['en', '03/04/2026', ['2026-03-04', '2026-04-03']],
  ] as const)('of figures are asked where they read two ways (%s)', (locale, said, days) => {
    const { startsAt } = read(`Appel ${said}`, locale);
    expect(startsAt.isSure).toBe(false);
    expect(startsAt.candidates.map(({ value }) => value.slice(0, 10))).toEqual(days);
  });

  it('that do not exist are asked, and are never now for sure', () => {
    expect(read('Appel le 31 février 2026').startsAt).toMatchObject({ isSure: false, span: { text: '31 février' } });
  });

  it('of another message’s subject are asked', () => {
    expect(read('Courriel sur la visite du 3 décembre').startsAt.isSure).toBe(false);
  });

  it('that only chrono reads are asked', () => {
    const { startsAt } = read('Met them 3 weeks earlier', 'en');
    expect(startsAt.span).not.toBeNull();
    expect(startsAt.isSure).toBe(false);
  });
});

// Lines on which an earlier grammar was wrong and sure, or silent.
describe('What was once taken for granted', () => {
  it.each([
    ['fr', 'Discussion Tunis, prochaine rencontre le 15 janvier'],
    ['fr', 'Courriel de l’AIMF : congrès reporté au 12 mars 2027'],
    ['en', 'Lunch Fri w/ Sarah King'],
    ['en', 'Sent the letter to Copenhagen on 11/12'],
    ['fr', 'Invitation au Festival du 8 au 18 juillet 2027'],
    ['en', 'Email re budget, reply expected by Dec 4'],
    ['fr', 'Rencontre du 3 novembre, suite à la visite le 30 octobre'],
  ] as const)('a date is asked (%s): %s', (locale, text) => {
    expect(read(text, locale).unresolved.map(({ expected }) => expected)).toContain('date');
  });

  it('a promise ends where another subject begins, and its date is not the next one’s', () => {
    expect(read('Hier appel Lyon, ils doivent confirmer l’heure, je rappelle lundi').followUps).toMatchObject([
      { text: 'Confirmer l’heure', dueOn: null },
      { text: 'Rappelle', promisedBy: 'us', isSure: false, dueOn: { value: '2026-11-23' } },
    ]);
  });

  it('what is to be discussed with somebody is no promise of theirs', () => {
    expect(read('Meeting next Friday with Malmö to discuss budget', 'en').followUps).toEqual([]);
  });

  it('an hour with a zone is read: “9 ET”', () => {
    expect(read('Intro call tomorrow 9 ET', 'en').startsAt).toMatchObject({ value: '2026-11-20T14:00:00.000Z', isAllDay: false });
  });

  it('an address names nobody', () => {
    const { organizations, contacts } = read('Email to jean.dupont@namur.be re budget', 'en');
    expect([...organizations, ...contacts]).toEqual([]);
  });

  it.each([
    ['Rencontre virtuelle avec Copenhague sur Teams hier', 'videoconference'],
    ['Réception du courriel de Namur hier', 'email'],
    ['Appel à projets avec Namur', 'meeting'],
  ])('%s: %s', (text, kind) => {
    expect(read(text).kind.value).toBe(kind);
  });

  it('a name given to several of the whole office is asked, however many they are', () => {
    const many = buildLexicon(
      Array.from({ length: 1_000 }, (_, n): LexiconEntry => ({ type: 'contact', id: `c${n}`, nameFr: `Anne${n} Gagnon`, nameEn: null, names: [`Gagnon, Anne${n}`], detailFr: null, detailEn: null, organizationIds: [`o${n}`] })),
    );
    put(many, { type: 'organization', id: 'o900', nameFr: 'Ville de Zwolle', nameEn: null, names: [], detailFr: null, detailEn: null });
    const named = (text: string) => parseCapture(text, many, { locale: 'fr', now, timeZone }).contacts;
    expect(named('Appel avec Mme Gagnon')).toMatchObject([{ id: null, isSure: false }]);
    expect(named('Appel avec Mme Gagnon de Zwolle')).toMatchObject([{ id: 'c900', isSure: true }]);
  });
});
