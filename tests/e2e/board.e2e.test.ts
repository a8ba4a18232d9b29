import { afterAll, describe, expect, it } from 'vitest';
import { crossed, expectSound, visit, visitOffice, words } from './support.ts';

const office = visitOffice();
afterAll(() => office.close());

const board = '/targets/tg.2026';

describe.each(crossed)('the target board, in $language on a $size', ({ language, size, viewport }) => {
  const say = words(language);

  it('follows the weights that one tries, and comes back to those of the exercise', async () => {
    const { page, faults } = await office.enter({ as: 'strategie', language, viewport });
    await visit(page, office.address + board);
    const order = () => page.locator('main tbody th').allInnerTexts();
    const before = await order();
    expect(before).toHaveLength(12);

    // Only talent counts: those who have most of it come first.
    const sliders = page.locator('input[type=range]');
    const count = await sliders.count();
    for (let index = 0; index < count - 1; index += 1) await sliders.nth(index).press(index === count - 2 ? 'End' : 'Home');
    await page.getByText(say('board_tried')).waitFor();
    expect(before[0]).not.toMatch(/Tunis/);
    await expect.poll(async () => (await order())[0]).toMatch(/Tunis/);
    await page.locator('table[aria-busy=false]').first().waitFor();
    await expectSound(page, 'weights that are tried');

    await page.getByRole('button', { name: say('board_tried_back') }).click();
    await expect.poll(order).toEqual(before);
    expect(faults).toEqual([]);
  });

  it('opens the scores of a line, and sets those that are ticked side by side', async () => {
    const { page, faults } = await office.enter({ as: 'strategie', language, viewport });
    await visit(page, office.address + board);
    const name = language === 'fr' ? 'Wallonie' : 'Wallonia';
    await page.getByRole('button', { name: say('board_scores_of', { name }) }).click();
    await page.getByRole('list', { name: say('board_scores_of', { name }) }).getByText(language === 'fr' ? 'Défis urbains communs' : 'Shared urban challenges').waitFor();
    await expectSound(page, 'a line opened');

    for (const one of [name, 'Texas']) await page.getByRole('checkbox', { name: say('board_compare_one', { name: one }) }).check();
    if (size === 'desktop') await page.keyboard.press('c');
    else await page.getByRole('link', { name: say('board_compare_chosen', { count: '2' }) }).click();
    await page.getByRole('heading', { level: 1, name: say('board_compare_title') }).waitFor();
    await page.getByRole('heading', { name: say('board_change_title', { first: name, second: 'Texas' }) }).waitFor();
    await expectSound(page, 'side by side');
    expect(faults).toEqual([]);
  });
});
