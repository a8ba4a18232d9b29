import { afterAll, beforeAll, expect, it } from 'vitest';
import { arrive, expectSound, openOffice, strike, timeKeys, visit, words, type E2eOffice } from './support.ts';

let office: E2eOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Toronto' }).format(new Date()).replaceAll('-', '');
const invitation = [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Essai//FR', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'UID:une-journee', 'SEQUENCE:0',
  'DTSTAMP:20261101T120000Z', `DTSTART;TZID=America/Toronto:${today}T000100`, `DTEND;TZID=America/Toronto:${today}T000200`,
  'SUMMARY:Point sur les passerelles', 'ATTENDEE;CN=Zélie Fontaine:mailto:zelie@ville.example', 'END:VEVENT', 'END:VCALENDAR', '',
].join('\r\n');

it('a day in the life, by keyboard only: two meetings, a draft, a promise kept, a partner put aside', async () => {
  const say = words('fr');
  const { page, context, faults } = await office.enter();
  const imported = await context.request.post(`${office.address}/api/interactions/import`, {
    multipart: { files: { name: 'invitation.ics', mimeType: 'text/calendar', buffer: Buffer.from(invitation) } },
    headers: { origin: office.address },
  });
  const { drafts } = (await imported.json()) as { drafts: { id: string }[] };
  const read = async <T>(path: string): Promise<T> => (await (await context.request.get(office.address + path)).json()) as T;
  const { keyboard } = page;
  const activeText = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  /** One line, from the key that opens the field to the word that it is stored. */
  const log = async (line: string) => {
    await keyboard.press('n');
    await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
    await keyboard.type(line);
    await keyboard.press('Control+Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText(say('log_saved')).last().waitFor();
  };

  await visit(page, `${office.address}/`);
  const seconds = await timeKeys(page);

  await log('Hier appel avec Bordeaux sur les girouettes → envoyer le devis d’ici vendredi');
  await log('Rencontre avec Namur ce matin, les hippocampes');

  await strike(page, 'g', 'a');
  await arrive(page, /\/agenda/);
  await page.getByRole('link', { name: 'Point sur les passerelles' }).first().waitFor();
  for (let step = 0; step < 8 && !(await activeText()).includes('passerelles'); step += 1) await keyboard.press('j');
  expect(await activeText()).toContain('passerelles');
  await keyboard.press('o');
  await page.getByText(say('interaction_held_toast')).waitFor();

  await strike(page, 'g', 's');
  await arrive(page, /\/followups/);
  await page.locator('[data-promise]').first().waitFor();
  await keyboard.press('j');
  const promise = await page.evaluate(() => document.activeElement?.getAttribute('href')?.split('/').at(-1) ?? '');
  await keyboard.press('f');
  await page.getByRole('dialog').waitFor();
  await keyboard.type('Courriel de la direction');
  await keyboard.press('Enter');
  await page.getByText(say('follow_up_done_toast')).waitFor();

  await strike(page, 'g', 'h');
  await arrive(page, /^\/$/);
  const { losingTouch } = await read<{ losingTouch: { id: string }[] }>('/api/today');
  const [partner = ''] = losingTouch.map(({ id }) => id);
  const link = `main a[href="/organizations/${partner}"]`;
  const isThere = () => page.evaluate((selector) => document.activeElement === [...document.querySelectorAll(selector)].at(-1), link);
  await page.locator(link).last().waitFor();
  for (let step = 0; step < 120 && !(await isThere()); step += 1) await keyboard.press('Tab');
  await keyboard.press('s');
  await page.getByRole('dialog').waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('dialog') !== null);
  for (let step = 0; step < 6 && !(await page.evaluate(() => document.activeElement?.matches('dialog input[type="text"], dialog textarea'))); step += 1) await keyboard.press('Tab');
  await keyboard.type('Élections en cours');
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  expect(await seconds(), 'two minutes for the whole').toBeLessThan(120);
  expect(await seconds(), 'the keys were counted').toBeGreaterThan(30);

  for (const [q, id] of [['girouettes', 'city.bordeaux'], ['hippocampes', 'city.namur']] as const) {
    const { items } = await read<{ items: { status: string; organizations: { id: string }[] }[] }>(`/api/interactions?q=${q}`);
    expect(items, q).toMatchObject([{ status: 'held', organizations: [{ id }] }]);
  }
  expect(await read(`/api/interactions/${drafts[0]?.id}`)).toMatchObject({ status: 'held' });
  expect(await read(`/api/followups/${promise}`)).toMatchObject({ status: 'done', proof: 'Courriel de la direction' });
  expect(await read(`/api/organizations/${partner}`)).toMatchObject({ snoozeReason: 'Élections en cours' });
  await expectSound(page, 'the end of the day');
  expect(faults).toEqual([]);
});
