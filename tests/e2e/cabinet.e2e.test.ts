import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSound, openOffice, visit, crossed, words, type E2eOffice } from './support.ts';

let office: E2eOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

describe.each(crossed)('an advisor, in $language on a $size', ({ language, size, viewport }) => {
  it('goes from the partner to the meeting note in Word and PDF', async () => {
    const say = words(language);
    const { page, context, faults } = await office.enter({ language, viewport });
    await visit(page, `${office.address}/organizations/city.bordeaux`);
    await page.getByRole('link', { name: say('organization_note') }).click();
    await page.waitForURL(/documents\/new/);
    const sheet = page.locator('article.note');
    await sheet.waitFor();
    if (size === 'phone') await page.getByRole('button', { name: say('note_choices') }).click();
    await page.getByRole('radio', { name: say('note_kind_meeting') }).check();
    await page.waitForLoadState('networkidle');
    expect(await sheet.textContent()).toContain(say('document_heading_promised_last_time'));
    await expectSound(page, 'preview of the note');

    for (const [button, signature] of [['note_word', 'PK'], ['note_pdf', '%PDF-1']] as const) {
      const waiting = page.waitForEvent('download');
      await page.getByRole('button', { name: say(button) }).click();
      const file = readFileSync(await (await waiting).path());
      expect(file.subarray(0, signature.length).toString('latin1')).toBe(signature);
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});
