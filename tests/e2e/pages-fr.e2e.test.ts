import { it } from 'vitest';
import { shortened, sweep } from './pages.ts';
import { desktop, visit } from './support.ts';

it('every page in French, 1440 px, light, loaded: opens, fits, and axe finds nothing', { timeout: 900_000 }, async () => {
  await sweep(shortened, { language: 'fr', viewport: desktop }, visit);
});
