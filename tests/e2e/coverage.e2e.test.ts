import { afterAll, expect, it } from 'vitest';
import { arrive, desktop, expectSound, visit, visitOffice, words } from './support.ts';

const office = visitOffice();
afterAll(() => office.close());

it('a strategist finds an empty targeted cell with the keyboard, reads who could be called and why, and opens the list of a full one', async () => {
  const say = words('fr');
  const { page, faults } = await office.enter({ as: 'strategie', language: 'fr', viewport: desktop });
  await visit(page, `${office.address}/coverage`);
  await page.locator('main h1').waitFor();

  // One stop of the Tab key leads into the grid; arrows walk along the first row to a targeted cell with nothing in it.
  const grid = page.getByRole('grid');
  await grid.locator('[data-cell][tabindex="0"]').focus();
  const columns = await grid.locator('thead th').count();
  const focused = page.locator(':focus');
  const isWanted = async (): Promise<boolean> => (await focused.getAttribute('class'))?.includes('targeted') === true && (await focused.getAttribute('class'))?.includes('empty') === true;
  for (let step = 0; step < columns && !(await isWanted()); step += 1) await page.keyboard.press('ArrowRight');
  expect(await isWanted()).toBe(true);
  const cell = await focused.getAttribute('data-cell');
  await page.keyboard.press('Enter');
  await arrive(page, /cell=/);

  // The focus is on the cell's title; under it, partners and why.
  const panel = page.getByRole('region', { name: (await page.locator('#coverage-cell').innerText()).split('\n')[0] ?? '' });
  await panel.getByText(say('coverage_candidates'), { exact: true }).waitFor();
  await expect.poll(() => focused.getAttribute('id')).toBe('coverage-cell');
  expect(await panel.locator('.why li').count()).toBeGreaterThan(0);
  await expectSound(page, 'open cell');
  await page.keyboard.press('Escape');
  await expect.poll(() => focused.getAttribute('data-cell')).toBe(cell);

  // A full cell says a number; the list that it opens has as many.
  const full = grid.locator('a.cell:has(.number)').first();
  const number = Number((await full.locator('.number').innerText()).trim());
  expect(number).toBeGreaterThan(0);
  await full.click();
  await arrive(page, /cell=/);
  await page.locator('#coverage-cell').waitFor();
  const link = page.locator('dl dd a[href^="/interactions"]');
  expect(Number(await link.innerText())).toBe(number);
  await link.click();
  await arrive(page, /\/interactions\?/);
  const listed = await page.evaluate(async () => {
    const answer = await fetch(`/api/interactions${window.location.search}&limit=1`);
    return ((await answer.json()) as { total: number }).total;
  });
  expect(listed).toBe(number);
  await expect.poll(() => page.locator('main').innerText()).toContain(String(number));
  expect(faults).toEqual([]);
});
