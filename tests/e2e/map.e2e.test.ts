import { afterAll, describe, expect, it } from 'vitest';
import { arrive, expectSound, visit, visitOffice, words } from './support.ts';

const office = visitOffice();
afterAll(() => office.close());

const first = (text: string | null): number => Number(/\d+/.exec(text ?? '')?.[0] ?? Number.NaN);

describe('the map and who knows whom, by keyboard alone', () => {
  it('goes back in time, opens a dot of several places, and reaches its list with the same number', async () => {
    const say = words('fr');
    const { page, faults } = await office.enter({ as: 'strategie', language: 'fr' });
    await visit(page, `${office.address}/map`);
    await page.getByRole('slider', { name: say('map_period') }).focus();
    await page.keyboard.press('ArrowLeft');
    await arrive(page, /from=\d{4}-01&to=\d{4}-12/);
    expect(await page.locator('output').textContent()).toMatch(/^\d{4}$/);
    await page.keyboard.press('End');
    await arrive(page, /^\/map(?!.*from=)/);

    // From west to east until a dot that holds several places.
    const dots = page.getByRole('group', { name: say('map_dots') }).first();
    await dots.getByRole('link').locator('visible=true').first().focus();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    for (let step = 0; step < 60 && !/et \d+ autres? lieux?/.test(await focused()); step += 1) await page.keyboard.press('ArrowRight');
    const sentence = await focused();
    expect(sentence).toMatch(/et \d+ autres? lieux?/);
    await page.keyboard.press('Enter');
    await arrive(page, /frame=/);
    await page.goBack();
    await arrive(page, /^\/map(?!.*frame=)/);
    await dots.getByRole('link', { name: sentence }).locator('visible=true').focus();
    await page.keyboard.press('l');
    await arrive(page, /\/organizations\?at=/);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expect.poll(async () => first(await page.locator('main header').first().textContent())).toBe(first(sentence.split(':')[1] ?? ''));

    // The table says what the card says.
    await visit(page, `${office.address}/map?picked=pl.bordeaux&sort=name`);
    const row = page.getByRole('row', { name: /^Bordeaux/ });
    const cells = (await row.getByRole('cell').allTextContents()).map((text) => first(text));
    const card = (await page.getByRole('region', { name: 'Bordeaux' }).getByRole('definition').allTextContents()).map((text) => first(text));
    expect(cells).toEqual(card);
    await expectSound(page, 'map');
    expect(faults).toEqual([]);
  });

  it('says what hangs on a colleague', async () => {
    const say = words('fr');
    const { page, faults } = await office.enter({ as: 'strategie', language: 'fr' });
    await visit(page, `${office.address}/relations`);
    const row = page.getByRole('table', { name: say('relation_if_leaves') }).getByRole('row').nth(1);
    const [onlyA = Number.NaN, only = Number.NaN] = (await row.getByRole('cell').allTextContents()).map((text) => first(text));
    expect(only).toBeGreaterThan(0);
    await row.getByRole('link').first().focus();
    await page.keyboard.press('Enter');
    await arrive(page, /\/relations\/.+/);
    await page.getByRole('link', { name: say('relation_hand_over') }).waitFor();
    const partners = page.locator('main table tbody tr');
    expect(await partners.count()).toBe(only);
    expect(await partners.filter({ has: page.getByRole('cell', { name: 'A', exact: true }) }).count()).toBe(onlyA);
    await expectSound(page, 'what hangs on a colleague');
    expect(faults).toEqual([]);
  });
});
