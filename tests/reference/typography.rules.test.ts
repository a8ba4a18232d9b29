import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fileNames } from '../../server/reference/files.ts';

/** What the Office québécois de la langue française asks of a French text; each rule names what it finds. */
const rules: [string, RegExp][] = [
  ['a straight apostrophe', /'/],
  ['a colon without its no-break space', /[^\u00a0\d]:(?=\s|$)/],
  ['a guillemet without its no-break space', /«(?!\u00a0)|[^\u00a0]»/],
  ['a space before ; ! or ?', /[\s\u00a0\u202f][;!?]/],
  ['a common space before % or $', /\d [%$]/],
  ['three dots', /\.\.\./],
  ['two spaces', / {2}/],
  ['straight quotes', /"/],
];

function faults(text: string): string[] {
  return rules.filter(([, found]) => found.test(text)).map(([name]) => name);
}

function* frenchTexts(value: unknown, path: string): Generator<[string, string]> {
  if (typeof value === 'string') {
    if (/(Fr|\.fr|stageReason|proof|reason)$/.test(path)) yield [path, value];
    return;
  }
  if (value === null || typeof value !== 'object') return;
  const inFrench = 'language' in value && value.language === 'fr' && ('subject' in value || 'text' in value);
  for (const [key, inner] of Object.entries(value)) {
    const isWords = inFrench && ['subject', 'summary', 'text'].includes(key);
    yield* frenchTexts(inner, isWords ? `${path}.${key}Fr` : `${path}.${key}`);
  }
}

const files = [...fileNames.map((name) => `reference/${name}.json`), 'demo/demo.json'];

describe('French typography', () => {
  test.each(files)('%s', (file) => {
    const data: unknown = JSON.parse(readFileSync(new URL(`../../prisma/${file}`, import.meta.url), 'utf8'));
    const found = [...frenchTexts(data, '')].flatMap(([path, text]) =>
      faults(text).map((fault) => `${path}: ${fault}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  test('the rules themselves find faults', () => {
    expect(faults("l'eau : oui")).toEqual(['a straight apostrophe', 'a colon without its no-break space']);
    expect(faults('Vraiment ?')).toEqual(['a space before ; ! or ?']);
    expect(faults('« non » à 5 %')).toEqual(['a guillemet without its no-break space', 'a common space before % or $']);
    expect(faults('L’eau\u00a0: «\u00a0oui\u00a0»; 5\u00a0%')).toEqual([]);
  });
});
