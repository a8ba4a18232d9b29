import { it } from 'vitest';
import { sweep } from './pages.ts';
import { desktop } from './support.ts';

it('every page in French, 1440 px, light: opens, fits, and axe finds nothing', { timeout: 900_000 }, () =>
  sweep({ language: 'fr', viewport: desktop, dark: false }));
