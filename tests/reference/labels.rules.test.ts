import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as vocabulary from '../../server/vocabulary.ts';

const irregular: Record<string, string> = {
  sensitivities: 'sensitivity',
  densities: 'density',
  priorities: 'priority',
  criterionBases: 'criterion_basis',
  budgetCategories: 'budget_category',
  targetingLenses: 'targeting_lens',
};

/** `organizationKinds` → `organization_kind`: what the messages of a list begin with. */
function prefixOf(list: string): string {
  const snake = list.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return irregular[list] ?? (snake.endsWith('statuses') ? snake.slice(0, -2) : snake.replace(/s$/, ''));
}

const read = (locale: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../messages/${locale}.json`, import.meta.url), 'utf8')) as Record<string, string>;

test.each(['fr', 'en'])('every enumerated value has its word in %s', (locale) => {
  const messages = read(locale);
  const missing = Object.entries(vocabulary).flatMap(([list, values]) =>
    values
      .map((value) => `${prefixOf(list)}_${value.toLowerCase().replaceAll('-', '_')}`)
      .filter((key) => typeof messages[key] !== 'string' || messages[key].trim() === ''),
  );
  expect(missing).toEqual([]);
});

test.each(['fr', 'en'])('every relation reads from both ends in %s', (locale) => {
  const messages = read(locale);
  for (const kind of vocabulary.organizationRelationKinds)
    expect(messages[`organization_relation_kind_${kind}_inverse`], kind).toBeTruthy();
});
