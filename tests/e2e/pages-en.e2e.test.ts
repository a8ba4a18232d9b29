import { it } from 'vitest';
import { sweep } from './pages.ts';

it('every page in English, 320 px, dark: opens, fits, and axe finds nothing', { timeout: 900_000 }, () =>
  sweep({ language: 'en', viewport: { width: 320, height: 700 }, dark: true }));
