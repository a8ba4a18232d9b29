import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { arrive, desktop, expectSound, openOffice, visit, words, type E2eOffice } from './support.ts';

let office: E2eOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const say = words('fr');
/** The regions of the demonstration's exercise, as a strategist would type them. */
const regions = ['Nouvelle-Aquitaine', 'Auvergne-Rhône-Alpes', 'Wallonie', 'Flandre', 'Bavière', 'Massachusetts', 'Texas', 'Scanie', 'Uusimaa', 'Guanajuato', 'Grand Tunis', 'Région de Dakar'];
const judged = ['Affinité linguistique', 'Complémentarité des secteurs', 'Défis urbains communs', 'Accès et décalage horaire'];
const computed = ['held_interactions', 'active_partners', 'official_presence'];
/** What the strategist thinks of the first regions of the grid, by the judged criteria: one digit each. */
const scores = ['5443', '1533', '2453', '4333'];

async function build(page: Page): Promise<void> {
  await visit(page, `${office.address}/targets/new`);
  await page.getByLabel(say('build_title')).fill('Où aller de 2027 à 2029?');
  await page.getByRole('textbox', { name: say('build_period_from') }).fill('2027');
  await page.getByRole('textbox', { name: say('build_period_to') }).fill('2029');
  const candidates = page.getByRole('combobox', { name: say('build_candidates_add') });
  for (const region of regions) {
    await candidates.fill(region);
    await page.getByRole('option', { name: new RegExp(`^${region}`) }).first().click();
  }
  const named = page.getByLabel(say('build_add_judged'));
  for (const name of judged) {
    await named.fill(name);
    await named.press('Enter');
  }
  await page.getByText(say('build_computed_list'), { exact: true }).click();
  for (const measure of computed) await page.getByRole('checkbox', { name: say(`criterion_measure_${measure}`) }).check();

  // Seven criteria that weigh alike; the first is made twice as heavy, and its share says so at once.
  const share = page.locator('main output').first();
  await expect.poll(() => share.innerText()).toMatch(/^14/);
  await page.getByLabel(say('build_weight_typed', { name: judged[0] ?? '' })).fill('20');
  await expect.poll(() => share.innerText()).toMatch(/^25/);
  await page.getByRole('button', { name: say('build_action') }).click();
  await arrive(page, /\/targets\/[^/]+\/judge$/);
}

async function score(page: Page): Promise<void> {
  const grid = page.getByRole('grid');
  await grid.locator('[data-y="0"][data-x="0"]').focus();
  const focused = page.locator(':focus');
  for (const [y, line] of scores.entries()) {
    for (const [x, digit] of [...line].entries()) {
      await grid.locator(`[data-y="${y}"][data-x="${x}"][tabindex="0"]`).waitFor();
      await page.keyboard.press(digit);
      await page.keyboard.press('Enter');
      await page.keyboard.insertText(`Note d’entretien ${y + 1}.${x + 1}`);
      await page.keyboard.press('Enter');
    }
  }
  // A value without evidence is marked, and counts as unknown until it has some.
  await page.keyboard.press('3');
  await expect.poll(() => focused.getAttribute('aria-label')).toContain(say('judge_unsupported'));
  await page.keyboard.press('Delete');
  await expect.poll(() => page.locator('main').innerText()).toContain(say('judge_progress', { done: '16', all: '48' }));
  await expect.poll(() => page.locator('main').innerText()).toContain(say('judge_saved'));
  await expectSound(page, 'scores');
}

async function weigh(page: Page): Promise<void> {
  await page.getByRole('link', { name: say('judge_see') }).click();
  await arrive(page, /\/targets\/[^/]+$/);
  await page.getByRole('heading', { name: say('board_robustness') }).waitFor();
  // The sentence that answers the page's question, and every candidate with its rank.
  const sentence = page.locator('header .answer');
  await expect.poll(() => sentence.innerText()).toMatch(/façons de peser/);
  const rows = page.locator('main table').first().locator('tbody tr');
  expect(await rows.count()).toBeGreaterThanOrEqual(12);
  const before = await page.locator('main').innerText();
  const slider = page.getByRole('slider', { name: judged[3] ?? '' });
  await slider.focus();
  for (let times = 0; times < 4; times += 1) await page.keyboard.press('PageUp');
  await page.getByText(say('board_tried')).first().waitFor();
  await expect.poll(() => page.locator('main').innerText()).not.toBe(before);
  await page.getByRole('button', { name: say('board_tried_back') }).click();

  await page.getByRole('link', { name: say('board_compare_first') }).click();
  await arrive(page, /\/compare\?c=.+&c=/);
  await page.getByRole('heading', { name: say('board_compare_title'), level: 1 }).waitFor();
  await page.getByText(say('board_changes')).first().waitFor();
  await page.goBack();
  await page.getByRole('link', { name: new RegExp(`^${say('board_decide')}`) }).click();
  await arrive(page, /\/decide$/);
}

async function decide(page: Page): Promise<void> {
  const lines = page.locator('form ol > li');
  for (const index of [0, 1, 2]) await lines.nth(index).getByText(say('target_decision_target'), { exact: true }).click();
  await lines.nth(3).getByText(say('target_decision_watch'), { exact: true }).click();
  await page.getByRole('button', { name: /^Non pour les 8/ }).click();
  // The reason begins with facts; the strategist adds what the figures do not say.
  const reason = lines.nth(0).getByLabel(say('target_reason'));
  await expect.poll(() => reason.inputValue()).toMatch(/^Rang 1 sur 12/);
  await reason.fill('Une relation de soixante ans, et trois laboratoires qui nous attendent.');
  await page.getByLabel(say('decide_dissent_label')).fill('Une collègue aurait choisi la Flandre.');
  await expectSound(page, 'decisions');
  await page.getByRole('button', { name: say('decide_action') }).click();
  await page.getByRole('dialog').getByRole('button', { name: say('decide_action') }).click();
  await arrive(page, /\/targets\/[^/]+$/);
  await page.getByText('Une collègue aurait choisi la Flandre.').waitFor();
}

/** The record in Word and in PDF, as the browser saves it. */
async function takeAway(page: Page): Promise<void> {
  for (const [words, begins] of [[say('board_export_word', { language: say('board_export_fr') }), 'PK'], [say('board_export_pdf', { language: say('board_export_fr') }), '%PDF']] as const) {
    await page.getByRole('button', { name: say('board_export') }).click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('link', { name: words }).click();
    const file = readFileSync(await (await waiting).path());
    expect(file.subarray(0, begins.length).toString()).toBe(begins);
    expect(file.length).toBeGreaterThan(5_000);
  }
}

it('a strategist builds an exercise from nothing, scores it by keyboard, reads the ranking, decides, and takes the record away', async () => {
  const { page, faults } = await office.enter({ as: 'strategie', language: 'fr', viewport: desktop });
  await build(page);
  await score(page);
  await weigh(page);
  await decide(page);
  await takeAway(page);
  expect(faults).toEqual([]);
});
