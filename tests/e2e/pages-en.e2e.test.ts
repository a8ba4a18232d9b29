import { expect, it } from 'vitest';
import { pages, sweep } from './pages.ts';
import { follow, visit } from './support.ts';

it('every page in English, 320 px, dark, one from the other: opens, fits, and axe finds nothing', { timeout: 900_000 }, async () => {
  let began = 0;
  const page = await sweep(pages, { language: 'en', viewport: { width: 320, height: 700 }, dark: true }, async (page, address) => {
    if (began > 0) return follow(page, address);
    await visit(page, address);
    began = await page.evaluate(() => performance.timeOrigin);
  });
  expect(await page.evaluate(() => performance.timeOrigin), 'one document for all pages').toBe(began);
});
