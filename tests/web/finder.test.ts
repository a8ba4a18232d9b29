import { describe, expect, it } from 'vitest';
import { goodScore, matchCommand } from '../../web/lib/search/command-match.ts';

const match = (label: string, typed: string, words = '') => matchCommand(label, words, typed);

describe('matching a command', () => {
  it('takes the beginnings of its words, in any order, without accents or apostrophes', () => {
    for (const typed of ['cons', 'echange', 'ÉCHANGE', 'ech cons', 'consigner un échange', "consigner l'echange"]) {
      expect(match('Consigner un échange', typed)?.score, typed).toBeGreaterThanOrEqual(goodScore);
    }
  });
  it('does not take letters here and there, nor the middle of a word', () => {
    for (const typed of ['cue', 'signer', 'consx', 'consigner mission']) expect(match('Consigner un échange', typed), typed).toBeNull();
  });
  it('finds it by its other words, less well than by its label', () => {
    const other = match('Consigner un échange', 'rencontre', 'noter rencontre');
    expect(other?.score).toBeLessThan(goodScore);
    expect(other?.ranges).toEqual([]);
    expect(match('Préparer une rencontre', 'rencontre')!.score).toBeGreaterThan(other!.score);
  });
  it('marks what was typed in the label as it is written', () => {
    expect(match('Consigner un échange', 'echa')?.ranges.map(([from, to]) => 'Consigner un échange'.slice(from, to))).toEqual(['échange']);
  });
  it('has no answer to nothing', () => {
    for (const typed of ['', '  ', '"', '🦫']) expect(match('Consigner un échange', typed)).toBeNull();
  });
});
