import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopToken } from '../../server/reminders/stop.rules.ts';
import { rowsOf } from '../support/workbook.ts';
import { awake, expectSound, openOffice, visit, crossed, words, type E2eOffice } from './support.ts';

const secret = 'a secret for one journey, long enough';
let office: E2eOffice;
beforeAll(async () => {
  office = await openOffice({ SESSION_SECRET: secret });
});
afterAll(() => office.close());

type Promised = { id: string; text: string; status: string; proof: string | null; dueOn: string | null; renegotiations: { toOn: string; reason: string | null }[] };
const read = async <T>(context: BrowserContext, path: string): Promise<T> => (await (await context.request.get(office.address + path)).json()) as T;

/** The line that has the focus, by the id of its promise. */
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute('href')?.split('/').at(-1) ?? '');

describe.each(crossed)('promises, in $language on a $size', ({ language, size, viewport }) => {
  const say = words(language);

  it('are kept with what shows it, by keyboard', async () => {
    const { page, context, faults } = await office.enter({ language, viewport });
    await visit(page, `${office.address}/followups?assignee=me`);
    await page.keyboard.press('j');
    const id = await focused(page);
    await page.keyboard.press('f');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('Courriel de la direction');
    await page.keyboard.press('Tab');
    await page.keyboard.type('https://ville.example/preuve');
    await expectSound(page, 'closing');
    await page.keyboard.press('Enter');
    await page.getByText(say('follow_up_done_toast')).waitFor();
    expect(await read<Promised>(context, `/api/followups/${id}`)).toMatchObject({ status: 'done', proof: 'Courriel de la direction https://ville.example/preuve' });
    await visit(page, `${office.address}/followups/${id}`);
    expect(await page.getByRole('link', { name: 'ville.example/preuve' }).getAttribute('href')).toBe('https://ville.example/preuve');
    expect(faults).toEqual([]);
  });

  if (size === 'phone') it('are renegotiated and keep their past', async () => {
    const { page, context, faults } = await office.enter({ language, viewport });
    await visit(page, `${office.address}/followups?assignee=me`);
    await page.keyboard.press('j');
    const id = await focused(page);
    const before = await read<Promised>(context, `/api/followups/${id}`);
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: say('follow_up_new_due') }).fill('2027-03-15');
    await dialog.getByRole('textbox', { name: say('follow_up_reason') }).fill('Conseil de mars');
    await page.keyboard.press('Enter');
    await page.getByText(say('follow_up_renegotiated_toast')).waitFor();
    const after = await read<Promised>(context, `/api/followups/${id}`);
    expect(after).toMatchObject({ status: 'renegotiated', dueOn: '2027-03-15' });
    expect(after.renegotiations).toHaveLength(before.renegotiations.length + 1);
    await visit(page, `${office.address}/followups/${id}`);
    await page.getByText('Conseil de mars').waitFor();
    await expectSound(page, 'a promise and its past');
    expect(faults).toEqual([]);
  });

  if (size === 'desktop') it('are given to somebody else, those that were picked', async () => {
    const { page, context, faults } = await office.enter({ as: 'strategie', language, viewport });
    const giver = language === 'fr' ? 'st.demo-02' : 'st.demo-04';
    const open = 'status=open&status=renegotiated&limit=1';
    const count = async (who: string) => (await read<{ total: number }>(context, `/api/followups?assignee=${who}&${open}`)).total;
    const [gave, took] = [await count(giver), await count('st.demo-03')];
    await visit(page, `${office.address}/followups?assignee=${giver}`);
    for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
    const bar = page.getByRole('region', { name: say('follow_up_picked_label') });
    await bar.waitFor();
    await expectSound(page, 'a selection');
    await bar.getByRole('button', { name: say('reassign') }).click();
    const who = page.getByRole('dialog').getByRole('combobox', { name: say('reassign_to') });
    await who.fill('Naïma');
    await page.getByRole('option', { name: /Naïma/ }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: say('reassign') }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await bar.waitFor({ state: 'hidden' });
    expect([await count(giver), await count('st.demo-03')]).toEqual([gave - 2, took + 2]);
    expect(faults).toEqual([]);
  });

  if (size === 'desktop') it('come as a matrix with the rows of the screen', async () => {
    const { page, context } = await office.enter({ language, viewport });
    await visit(page, `${office.address}/followups?due=late&due=week`);
    const shown = await page.locator('main [data-promise]').count();
    const { total } = await read<{ total: number }>(context, '/api/followups?due=late&due=week&status=open&status=renegotiated&limit=1');
    expect(shown).toBe(total);
    expect(shown).toBeGreaterThan(0);
    await page.getByRole('button', { name: say('ui_export') }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: say('follow_up_export_xlsx') }).click()]);
    expect(rowsOf(readFileSync(await download.path()))).toHaveLength(shown + 1);
  });
});

describe.each(crossed)('the day, in $language on a $size', ({ language, size, viewport }) => {
  const say = words(language);

  it('lets a partner be put aside with a reason, and taken back', async () => {
    const { page, context, faults } = await office.enter({ language, viewport });
    await visit(page, `${office.address}/`);
    const lost = async () => (await read<{ losingTouch: { id: string }[] }>(context, '/api/today')).losingTouch.map(({ id }) => id);
    const [partner = '', ...others] = await lost();
    await page.locator(`main a[href="/organizations/${partner}"]`).last().focus();
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: say('organization_snooze') }).click();
    await dialog.getByText(say('organization_snooze_needs_reason')).waitFor();
    await dialog.getByRole('textbox', { name: say('organization_snooze_reason') }).fill('Élections');
    await expectSound(page, 'putting aside');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.locator(`main a[href="/organizations/${partner}"]`).waitFor({ state: 'detached' });
    expect(await lost()).toEqual(others);
    await visit(page, `${office.address}/organizations/${partner}`);
    await page.getByText('Élections').first().waitFor();
    await page.getByRole('button', { name: say('organization_wake') }).click();
    await page.getByText(say('organization_woken_toast')).waitFor();
    expect(await lost()).toContain(partner);
    // The refusal of the first try is the only thing that the console may tell.
    expect(faults.filter((fault) => !fault.includes('422'))).toEqual([]);
  });

  if (size === 'desktop') it('says what is new until it is put away, and the mail stops without signing in', async () => {
    const { page, context } = await office.enter({ as: language === 'fr' ? 'agente' : 'admin', language, viewport });
    await context.request.post(`${office.address}/api/followups`, { data: { text: 'À tenir aujourd’hui', dueOn: await today(context) }, headers: { origin: office.address } });
    await visit(page, `${office.address}/`);
    const band = page.getByRole('region', { name: say('digest_band_label') });
    await band.waitFor();
    await expectSound(page, 'what is new');
    await page.keyboard.press('d');
    await band.waitFor({ state: 'detached' });
    await page.reload();
    await awake(page);
    expect(await band.count()).toBe(0);

    const session = await read<{ id: string }>(context, '/api/session');
    const stranger = await context.browser()!.newContext({ viewport, locale: language === 'fr' ? 'fr-CA' : 'en-CA' });
    await stranger.addCookies([{ name: 'PARAGLIDE_LOCALE', value: language, url: office.address }]);
    const opened = await stranger.newPage();
    await visit(opened, `${office.address}/digest/stop?token=${stopToken(session.id, secret)}`);
    await expectSound(opened, 'stopping the mail');
    expect((await read<{ digest: string }>(context, '/api/digest/mail')).digest).toBe('weekdays');
    await opened.getByRole('button', { name: say('digest_stop_confirm') }).click();
    await opened.getByText(say('digest_stop_done')).waitFor();
    expect((await read<{ digest: string }>(context, '/api/digest/mail')).digest).toBe('none');
    await stranger.close();
  });
});

async function today(context: BrowserContext): Promise<string> {
  return (await read<{ date: string }>(context, '/api/today')).date;
}
