import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

// Read as text: the list itself speaks through the page's own words, which need a browser's language.
const source = readFileSync(new URL('../../web/lib/navigation.ts', import.meta.url), 'utf8');
const hrefs = [...source.matchAll(/href: '(\/[a-z/-]*)'/g)].map(([, href]) => href!);

it('lists something', () => expect(hrefs.length).toBeGreaterThan(5));

it.each([...hrefs, '/log', '/search'])('%s is a page', (href) => {
  const folder = href === '/' ? '' : href;
  expect(existsSync(new URL(`../../web/routes/(app)${folder}/+page.svelte`, import.meta.url))).toBe(true);
});
