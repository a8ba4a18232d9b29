import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSound, openOffice, visit, crossed, words, type E2eOffice } from './support.ts';

let office: E2eOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

describe.each(crossed)('a strategist, in $language on a $size', ({ language, size, viewport }) => {
  it('filters to the Nordic partners tied to LEARNS not met for 12 months, and downloads the list', async () => {
    const say = words(language);
    const { page, faults } = await office.enter({ as: 'strategie', language, viewport });
    await visit(page, `${office.address}/organizations`);
    if (size === 'phone') await page.getByRole('button', { name: say('ui_filters'), exact: true }).click();
    const choose = async (name: RegExp): Promise<void> => {
      await page.getByRole('checkbox', { name }).locator('visible=true').first().click();
      await page.waitForLoadState('networkidle');
    };
    await choose(language === 'fr' ? /nordiques/i : /Nordic/);
    await page.waitForURL(/region=reg\.nordic/);
    await choose(new RegExp(say('priority_learns'), 'i'));
    await page.waitForURL(/priority=learns/);
    await page.getByRole('link', { name: /^12/ }).locator('visible=true').first().click();
    await page.waitForURL(/lastContactBefore=/);
    await page.waitForLoadState('networkidle');

    if (size === 'phone') await page.getByRole('dialog').getByRole('button', { name: /^(Voir|Show) \d/ }).click();
    const rows = page.locator('main table tbody tr');
    const count = await rows.count();
    expect(count).toBeGreaterThan(0);
    await expectSound(page, 'filtered list');

    await page.getByRole('button', { name: say('ui_export') }).click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('link', { name: say('export_csv_file') }).click();
    const file = await (await waiting).path();
    const lines = readFileSync(file, 'utf8').split('\r\n').filter(Boolean);
    expect(lines.length - 1).toBe(count);
    expect(faults).toEqual([]);
  });
});
