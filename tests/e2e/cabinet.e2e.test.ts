import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrive, crossed, expectSound, openOffice, visit, words, type E2eOffice } from './support.ts';

let office: E2eOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

describe.each(crossed)('an advisor, in $language on a $size', ({ language, size, viewport }) => {
  it('goes from the partner to the meeting note in Word and PDF', async () => {
    const say = words(language);
    const { page, faults } = await office.enter({ language, viewport });
    await visit(page, `${office.address}/organizations/city.bordeaux`);
    await page.getByRole('link', { name: say('organization_note') }).click();
    await arrive(page, /documents\/new/);
    const sheet = page.locator('article.note');
    await sheet.waitFor();
    if (size === 'phone') await page.getByRole('button', { name: say('note_choices') }).click();
    await page.getByRole('radio', { name: say('note_kind_meeting') }).check();
    await expect.poll(() => sheet.textContent()).toContain(say('document_heading_promised_last_time'));
    await page.getByRole('status').filter({ hasText: say('note_ready') }).waitFor();
    await expectSound(page, 'preview of the note');

    for (const [button, signature] of [['note_word', 'PK'], ['note_pdf', '%PDF-1']] as const) {
      const waiting = page.waitForEvent('download');
      await page.getByRole('button', { name: say(button) }).click();
      const file = readFileSync(await (await waiting).path());
      expect(file.subarray(0, signature.length).toString('latin1')).toBe(signature);
    }
    expect(faults).toEqual([]);
  });

  it('comes with « b », writes, changes the audience, and keeps versions that tell what changed', async () => {
    const say = words(language);
    const { page, faults } = await office.enter({ language, viewport });
    await visit(page, `${office.address}/organizations/${size === 'phone' ? 'city.namur' : 'city.bordeaux'}`);
    await page.keyboard.press('b');
    await arrive(page, /documents\/new/);
    const sheet = page.locator('article.note');
    await sheet.waitFor();
    if (size === 'phone') await page.getByRole('button', { name: say('note_choices') }).click();
    await page.getByRole('radio', { name: say('note_kind_partner_sheet') }).check();
    await expect.poll(() => sheet.textContent()).toContain(say('document_title_partner_sheet'));
    await page.getByRole('status').filter({ hasText: say('note_ready') }).waitFor();

    await page.getByText(say('note_texts'), { exact: true }).click();
    const places = page.getByLabel(say('note_text_add'));
    await places.selectOption({ index: 1 });
    const form = page.locator('form:has(textarea[lang])').first();
    await form.locator('textarea').fill('Écrit à la main, pour le maire.');
    // Kept without it, the note would not say it: the page asks first.
    await page.getByRole('button', { name: say('note_keep') }).click();
    await page.getByRole('button', { name: say('note_unsaved_save') }).click();
    await expect.poll(() => sheet.textContent()).toContain('Écrit à la main, pour le maire.');

    await page.getByLabel(say('note_audience_label')).selectOption({ label: say('note_audience_restricted') });
    await arrive(page, /for=restricted/);
    await expect.poll(() => sheet.textContent()).toContain(say('document_classification_restricted'));
    expect(await sheet.textContent()).toContain('Écrit à la main, pour le maire.');
    await expectSound(page, 'a note with a text of its own');

    await page.getByRole('button', { name: say('note_keep') }).click();
    await arrive(page, /documents\/[0-9a-f-]{20,}/);
    await page.getByText(say('note_edition', { number: '1' }), { exact: true }).first().waitFor();
    await page.getByRole('link', { name: say('note_again') }).click();
    await arrive(page, /documents\/new.*for=restricted/);
    await page.getByText(say('note_changes_edition', { number: '1' })).waitFor();
    await page.getByText(say('note_changes_none')).waitFor();
    await page.getByRole('button', { name: say('note_keep') }).click();
    await arrive(page, /documents\/[0-9a-f-]{20,}/);
    await page.getByText(say('note_editions')).waitFor();
    await expectSound(page, 'a kept note');
    await page.getByRole('link', { name: say('note_edition', { number: '1' }) }).click();
    await page.getByText(say('note_is_superseded')).waitFor();
    expect(faults).toEqual([]);
  });
});

it('a strategist sends the office’s template, and a note is made in it', async () => {
  const say = words('fr');
  const { page, context, faults } = await office.enter({ as: 'strategie' });
  const start = await context.request.get(`${office.address}/api/document-templates/built-in.docx?language=fr`);
  await visit(page, `${office.address}/documents/templates`);
  const file = { mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', buffer: await start.body() };
  await page.getByLabel(say('template_file')).setInputFiles({ ...file, name: 'En-tête du bureau.docx' });
  await arrive(page, /templates\/[0-9a-f-]{20,}/);
  await expectSound(page, 'a template');
  await page.getByRole('checkbox', { name: say('template_is_default') }).check();
  await page.getByRole('button', { name: say('ui_save') }).click();
  await arrive(page, /documents\/templates$/);

  await visit(page, `${office.address}/documents/new?organization=city.bordeaux&note=partner-sheet`);
  await page.locator('article.note').waitFor();
  await page.getByRole('button', { name: say('note_keep') }).click();
  await arrive(page, /documents\/[0-9a-f-]{20,}/);
  await page.getByRole('link', { name: 'En-tête du bureau' }).waitFor();
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: say('note_word') }).click();
  expect(readFileSync(await (await waiting).path()).subarray(0, 2).toString('latin1')).toBe('PK');
  expect(faults).toEqual([]);
});

it('whoever asks for a file that leaves Québec says why, follows it and finds it again', async () => {
  const say = words('fr');
  const { page, faults } = await office.enter({ as: 'lecture' });
  await visit(page, `${office.address}/contacts`);
  await page.getByRole('button', { name: say('ui_export') }).click();
  await page.getByRole('button', { name: say('export_outside_menu') }).click();
  await page.getByLabel(say('export_outside_reason')).fill('Consulat, liste des invités');
  await page.getByRole('button', { name: say('export_outside_make') }).click();
  await arrive(page, /exports$/);
  const link = page.getByRole('link', { name: new RegExp(`^${say('export_mine_download')}`) });
  await link.waitFor();
  await expectSound(page, 'my exports');
  const waiting = page.waitForEvent('download');
  await link.click();
  expect(readFileSync(await (await waiting).path()).subarray(0, 2).toString('latin1')).toBe('PK');
  expect(faults).toEqual([]);
});
