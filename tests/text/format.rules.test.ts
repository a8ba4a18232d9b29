import { describe, expect, it } from 'vitest';
import {
  compareText,
  dateInZone,
  daysBetween,
  formatDate,
  formatDateShort,
  formatDateTime,
  formatDay,
  formatElapsed,
  formatList,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPeriod,
  formatPhone,
  formatRelative,
  initials,
  isPartialDate,
} from '../../server/text/format.rules.ts';

/** No-break spaces written as ~ so that a reader sees them. */
const seen = (text: string) => text.replaceAll('\u00a0', '~');

describe('dates', () => {
  it.each([
    ['2026-03-21', '21~mars~2026', 'March~21, 2026'],
    ['2026-03-01', '1er~mars~2026', 'March~1, 2026'],
    ['2026-03', 'mars~2026', 'March~2026'],
    ['1962', '1962', '1962'],
    ['bientôt', 'bientôt', 'bientôt'],
    ['2026-13-01', '2026-13-01', '2026-13-01'],
  ])('writes %s as precisely as it is known', (date, fr, en) => {
    expect(seen(formatDate(date, 'fr'))).toBe(fr);
    expect(seen(formatDate(date, 'en'))).toBe(en);
  });

  it('leaves the current year out of a narrow column', () => {
    expect(seen(formatDateShort('2026-11-12', 'fr', 2026))).toBe('12~nov.');
    expect(seen(formatDateShort('2025-11-12', 'fr', 2026))).toBe('12~nov.~2025');
    expect(seen(formatDateShort('2025-11-12', 'en', 2026))).toBe('Nov.~12, 2025');
  });

  it('names the day', () => {
    expect(seen(formatDay('2026-11-21', 'fr', 2026))).toBe('samedi 21~novembre');
    expect(seen(formatDay('2026-11-21', 'en'))).toBe('Saturday, November~21, 2026');
  });

  it('writes hours of an instant in the zone of the office, across the change of the clock', () => {
    expect(seen(formatDateTime('2026-03-21T18:30:00Z', 'fr'))).toBe('21~mars~2026 à 14~h~30');
    expect(seen(formatDateTime('2026-12-21T05:00:00Z', 'fr'))).toBe('21~décembre~2026 à 0~h');
    expect(seen(formatDateTime('2026-03-21T18:30:00Z', 'en'))).toBe('March~21, 2026 at 2:30~p.m.');
    expect(dateInZone('2026-11-22T02:00:00Z')).toBe('2026-11-21');
  });

  it.each([
    ['2026-03-12', '2026-03-14', 'du 12 au 14~mars~2026'],
    ['2026-03-30', '2026-04-02', 'du 30~mars au 2~avril~2026'],
    ['2025-12-30', '2026-01-02', 'du 30~décembre~2025 au 2~janvier~2026'],
    ['2026-04', '2026-06', 'd’avril à juin~2026'],
    ['2024', '2026', '2024-2026'],
    ['2019', null, 'depuis 2019'],
    ['2019-02-01', null, 'depuis le 1er~février~2019'],
    [null, '2026-03-31', 'jusqu’au 31~mars~2026'],
    [null, null, ''],
  ])('writes the period %s to %s', (from, to, fr) => {
    expect(seen(formatPeriod(from, to, 'fr'))).toBe(fr);
  });

  it.each([
    ['2026-11-21', '2026-11-21', '0~jour'],
    ['2026-11-18', '2026-11-21', '3~jours'],
    ['2026-10-31', '2026-11-21', '3~sem.'],
    ['2025-09-21', '2026-11-21', '14~mois'],
    ['2023-11-22', '2026-11-21', '2~ans'],
    ['2026-11-21', '2025-09-21', '14~mois'],
  ])('says how long from %s to %s', (from, to, fr) => {
    expect(seen(formatElapsed(from, to, 'fr'))).toBe(fr);
  });

  it('says a date as people do', () => {
    const relative = (date: string) => seen(formatRelative(date, '2026-11-21', 'fr'));
    expect(relative('2026-11-20')).toBe('hier');
    expect(relative('2026-11-22')).toBe('demain');
    expect(relative('2026-11-16')).toBe('il y a 5~jours');
    expect(relative('2026-12-12')).toBe('dans 3~sem.');
  });

  it('counts days across the change of the clock', () => {
    expect(daysBetween('2026-03-07', '2026-03-09')).toBe(2);
  });

  it.each(['2025', '2025-03', '2025-02-28'])('takes %s as a date', (date) => expect(isPartialDate(date)).toBe(true));
  it.each(['25', '2025-3', '2025-02-29', '2025-00', '2025-03-31T00:00', ''])('refuses %s', (date) =>
    expect(isPartialDate(date)).toBe(false),
  );
});

describe('numbers', () => {
  it('writes money as in Québec', () => {
    expect(seen(formatMoney(13_500.5, 'fr'))).toBe('13~500,50~$');
    expect(seen(formatMoney(13_500, 'fr'))).toBe('13~500~$');
    expect(seen(formatMoney(-0.001, 'fr'))).toBe('0~$');
    expect(seen(formatMoney(-12.5, 'en'))).toBe('−$12.50');
    expect(seen(formatMoney(1200, 'fr', 'EUR'))).toBe('1~200~€');
    expect(seen(formatMoney(900, 'en', 'GBP'))).toBe('900~GBP');
  });

  it('writes numbers and percentages', () => {
    expect(seen(formatNumber(1_234_567.891, 'fr'))).toBe('1~234~567,89');
    expect(formatNumber(1_234.5, 'en')).toBe('1,234.5');
    expect(seen(formatPercent(0.654, 'fr'))).toBe('65~%');
    expect(formatPercent(0.654, 'en', 1)).toBe('65.4%');
  });

  it.each([
    ['+14186416411', '418~641-6411'],
    ['418-641-6411', '418~641-6411'],
    ['+14186416411;ext=204', '418~641-6411, poste~204'],
    ['+33556102030', '+33~5~56~10~20~30'],
    ['+33 5 56 10 20 30', '+33~5~56~10~20~30'],
    ['+2250102030405', '+225~01~02~03~04~05'],
  ])('writes the telephone number %s', (phone, fr) => expect(seen(formatPhone(phone, 'fr'))).toBe(fr));
});

describe('words', () => {
  it('joins a list', () => {
    expect(formatList(['Bordeaux'], 'fr')).toBe('Bordeaux');
    expect(formatList(['Bordeaux', 'Namur', 'Liège'], 'fr')).toBe('Bordeaux, Namur et Liège');
    expect(formatList(['Bordeaux', 'Namur', 'Liège'], 'en')).toBe('Bordeaux, Namur, and Liège');
  });

  it('takes the initials, accents kept', () => {
    expect(seen(initials('Élise Lachance'))).toBe('É.~L.');
    expect(seen(initials('Marie-Ève de la Durantaye'))).toBe('M.~D.');
  });

  it('sorts as a French dictionary', () => {
    expect(['Québec', 'Éthiopie', 'Zurich', 'étude', 'Namur'].sort(compareText)).toEqual(['Éthiopie', 'étude', 'Namur', 'Québec', 'Zurich']);
  });
});
