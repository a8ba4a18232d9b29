import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendar, strangers } from '../imports/files.ts';
import { arrive, crossed, expectSound, hold, keepOpen, openOffice, visit, words, type E2eOffice } from './support.ts';

let office: E2eOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

type File = { name: string; mimeType: string; buffer: Buffer };

/** Lets files fall on the page, as from another window. */
async function drop(page: Page, files: File[]): Promise<void> {
  const carried = await page.evaluateHandle((all) => {
    const data = new DataTransfer();
    for (const { name, text } of all) data.items.add(new File([text], name));
    return data;
  }, files.map(({ name, buffer }) => ({ name, text: buffer.toString('utf8') })));
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: carried });
  await page.dispatchEvent('body', 'drop', { dataTransfer: carried });
}

async function pick(page: Page, button: string, files: File[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: button }).first().click()]);
  await chooser.setFiles(files);
}

describe.each(crossed)('the day, from the calendar, in $language on a $size', ({ language, size, viewport }) => {
  it('reads an invitation, confirms it by keyboard, recognizes a person and makes a private address', async () => {
    const say = words(language);
    const { page, context, faults } = await office.enter({ language, viewport });
    const subject = `Rencontre du calendrier ${language}`;
    const someone = { name: `Zélie Fontaine-${language === 'fr' ? 'Roy' : 'Bell'}`, email: `zelie.${language}@fontaine.example` };
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Toronto' }).format(new Date()).replaceAll('-', '');
    const event = {
      UID: `journee-${language}`,
      'DTSTART;TZID=America/Toronto': `${today}T003000`,
      'DTEND;TZID=America/Toronto': `${today}T010000`,
      SUMMARY: subject,
      [`ORGANIZER;CN=${someone.name}`]: `mailto:${someone.email}`,
    };
    const files = [
      { name: 'invitation.ics', mimeType: 'text/calendar', buffer: Buffer.from(calendar(event)) },
      { name: 'budget.ics', mimeType: 'text/calendar', buffer: strangers.pdf },
    ];
    const known = await context.request.post(`${office.address}/api/contacts`, {
      data: { givenName: 'Zélie', familyName: `Fontaine ${language}` },
      headers: { origin: office.address },
    });
    const { id: contactId } = (await known.json()) as { id: string };

    await visit(page, `${office.address}/agenda`);
    if (size === 'desktop') await drop(page, files);
    else await pick(page, say('agenda_files_add'), files);
    const results = page.getByRole('list', { name: say('agenda_files_results') });
    await results.getByText(say('agenda_file_created')).waitFor();
    await results.getByText(say('import_refused_seems_pdf')).waitFor();
    await expectSound(page, 'agenda with results');

    // On the line of the draft, one key says that it took place; what was said is taken back from the message.
    const line = page.locator('.lines').getByRole('link', { name: subject });
    await line.focus();
    await page.keyboard.press('o');
    await keepOpen(page, say('interaction_held_toast'));
    const status = async (): Promise<string | undefined> => {
      const { items } = (await (await context.request.get(`${office.address}/api/interactions?q=${encodeURIComponent(subject)}`)).json()) as { items: { status: string }[] };
      return items[0]?.status;
    };
    expect(await status()).toBe('held');
    await page.getByRole('button', { name: say('ui_undo') }).last().click();
    await expect.poll(status).toBe('draft');
    await page.getByRole('button', { name: say('agenda_held_label', { subject }) }).waitFor();
    const person = page.locator('#people li').filter({ hasText: someone.email });
    await person.waitFor();
    const letGo = await hold(page, '**/api/agenda?*');
    await line.focus();
    await page.keyboard.press('o');
    await expect.poll(status).toBe('held');

    if (size === 'desktop') {
      // The page that follows the confirmation comes while somebody already types elsewhere: they keep the focus.
      await person.getByRole('combobox').click();
      await person.getByRole('combobox').pressSequentially(`Fontaine ${language}`);
      letGo();
      await page.getByRole('button', { name: say('agenda_held_label', { subject }) }).waitFor({ state: 'detached' });
      await expect.poll(() => person.getByRole('combobox').evaluate((one) => one === document.activeElement)).toBe(true);
      await person.getByRole('option', { name: new RegExp(`Fontaine ${language}`) }).first().click();
      await person.getByRole('button', { name: say('agenda_people_match_label', { name: someone.name }) }).click();
      await person.waitFor({ state: 'detached' });
      const contact = (await (await context.request.get(`${office.address}/api/contacts/${contactId}`)).json()) as { contactPoints: { value: string }[] };
      expect(contact.contactPoints.map(({ value }) => value)).toContain(someone.email);
    } else {
      letGo();
      await person.getByRole('button', { name: say('agenda_people_create_label', { name: someone.name }) }).click();
      await person.waitFor({ state: 'detached' });
      const found = (await (await context.request.get(`${office.address}/api/contacts?q=${encodeURIComponent(someone.name)}`)).json()) as { items: { email: string | null }[] };
      expect(found.items[0]?.email).toBe(someone.email);
    }

    await visit(page, `${office.address}/account`);
    await page.getByRole('button', { name: say('feed_make') }).click();
    const address = await page.locator('#calendar code').innerText();
    expect(address).toContain(`${office.address}/api/calendar/`);
    await expectSound(page, 'account with an address');
    const calendarAnswer = await fetch(address);
    expect(calendarAnswer.status).toBe(200);
    expect(await calendarAnswer.text()).toContain('BEGIN:VCALENDAR');
    expect(faults).toEqual([]);
  });
});

it('goes from day to day by keyboard, puts off a draft, and fits the narrowest phone', async () => {
  const say = words('fr');
  const { page, context, faults } = await office.enter();
  const [from, to] = ['2027-02-10', '2027-02-17'];
  const upload = await context.request.post(`${office.address}/api/interactions/import`, {
    multipart: {
      files: { name: 'a.ics', mimeType: 'text/calendar', buffer: Buffer.from(calendar({ UID: 'reportee', 'DTSTART;TZID=America/Toronto': '20270210T140000', SUMMARY: 'Atelier à reporter', 'ORGANIZER;CN=Hôte Ici': 'mailto:hote@ici.example' })) },
    },
    headers: { origin: office.address },
  });
  expect(upload.status()).toBe(200);
  await visit(page, `${office.address}/agenda?day=2027-02-09`);
  await page.keyboard.press('ArrowRight');
  await arrive(page, /day=2027-02-10/);
  await page.locator('.lines').getByRole('link', { name: 'Atelier à reporter' }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: say('agenda_postpone_do') }).click();
  await dialog.waitFor({ state: 'hidden' });
  const day = async (one: string) => {
    const { items } = (await (await context.request.get(`${office.address}/api/agenda?day=${one}`)).json()) as { items: { subject: string; status: string }[] };
    return items.filter(({ subject }) => subject === 'Atelier à reporter').map(({ status }) => status);
  };
  await expect.poll(() => day(from)).toEqual([]);
  expect(await day(to)).toEqual(['planned']);
  await page.setViewportSize({ width: 320, height: 700 });
  await visit(page, `${office.address}/agenda?day=${to}`);
  await expectSound(page, 'agenda at 320');
  expect(faults).toEqual([]);
});
