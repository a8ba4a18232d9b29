import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { arrive, crossed, expectSound, visit, visitOffice, words } from './support.ts';

const office = visitOffice();
afterAll(() => office.close());

describe.each(crossed)('a strategist, in $language on a $size', ({ language, size, viewport }) => {
  it('filters to the Nordic partners tied to LEARNS not met for 12 months, and downloads the list', async () => {
    const say = words(language);
    const { page, faults } = await office.enter({ as: 'strategie', language, viewport });
    await visit(page, `${office.address}/organizations`);
    if (size === 'phone') await page.getByRole('button', { name: say('ui_filters'), exact: true }).click();
    const choose = (name: RegExp): Promise<void> => page.getByRole('checkbox', { name }).locator('visible=true').first().click();
    await choose(language === 'fr' ? /nordiques/i : /Nordic/);
    await arrive(page, /region=reg\.nordic/);
    await choose(new RegExp(say('priority_learns'), 'i'));
    await arrive(page, /priority=learns/);
    await page.getByRole('link', { name: /^12/ }).locator('visible=true').first().click();
    await arrive(page, /lastContactBefore=/);

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
