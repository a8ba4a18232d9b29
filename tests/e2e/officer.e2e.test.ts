import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrive, crossed, expectSound, hold, openOffice, timeKeys, visit, words, type E2eOffice } from './support.ts';

let office: E2eOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

describe.each(crossed)('an officer between two meetings, in $language on a $size', ({ language, size, viewport }) => {
  it('logs a meeting in the full form by keyboard: who, one line, when', async () => {
    const say = words(language);
    const { page, context, faults } = await office.enter({ language, viewport });
    await visit(page, `${office.address}/log?form=1`);
    const subject = `Protocole ${language} ${size}`;

    const seconds = await timeKeys(page);
    const who = page.getByRole('combobox', { name: say('log_who') });
    await who.waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox');
    await page.keyboard.type('namur');
    await page.getByRole('option', { name: /Namur/ }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: say('log_subject') }).focus();
    await page.keyboard.type(subject);
    await page.keyboard.press('Control+Enter');
    await page.getByText(say('log_saved')).waitFor();
    // The limit, for a person.
    expect(await seconds()).toBeLessThan(30);
    expect(await seconds(), 'the keys were counted').toBeGreaterThan(4);

    const { items } = (await (await context.request.get(`${office.address}/api/interactions?q=${encodeURIComponent(subject)}`)).json()) as {
      items: { status: string; organizations: { id: string }[] }[];
    };
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ status: 'held', organizations: [{ id: 'city.namur' }] });
    expect(faults).toEqual([]);
  });
});

it('takes the partner of the last word typed when Enter comes before its answer, never one of an older word', async () => {
  const say = words('fr');
  const { page, faults } = await office.enter();
  await visit(page, `${office.address}/log?form=1`);
  const who = page.getByRole('combobox', { name: say('log_who') });
  await who.fill('bordeaux');
  await page.getByRole('option', { name: /Bordeaux/, selected: false }).first().waitFor();
  const letGo = await hold(page, /\/api\/organizations\?.*namur/);
  await who.fill('namur');
  await page.keyboard.press('Enter');
  letGo();
  await page.getByRole('button', { name: /Namur/ }).waitFor();
  expect(await page.getByRole('button', { name: /Bordeaux/ }).count()).toBe(0);
  expect(faults).toEqual([]);
});

describe.each(crossed)('a draft, in $language on a $size', ({ language, viewport }) => {
  it('keeps the draft of a closed tab, and says what is missing without losing what was typed', async () => {
    const say = words(language);
    const { page, context } = await office.enter({ language, viewport });
    await visit(page, `${office.address}/log?form=1`);
    const line = page.getByRole('textbox', { name: say('log_subject') });
    await line.fill('Ce que je ne veux pas perdre');
    await expect.poll(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain('Ce que je ne veux pas perdre');
    await page.close();
    const again = await context.newPage();
    await visit(again, `${office.address}/log?form=1`);
    await expect.poll(() => again.getByRole('textbox', { name: say('log_subject') }).inputValue()).toBe('Ce que je ne veux pas perdre');
    await again.keyboard.press('Control+Enter');
    await again.locator('[aria-invalid="true"]').first().waitFor();
    expect(await again.getByRole('textbox', { name: say('log_subject') }).inputValue()).toBe('Ce que je ne veux pas perdre');
    await expectSound(again, 'log with a refusal');
  });
});

describe('two people on one record', () => {
  it('sees both texts when somebody saved meanwhile, chooses, and saves', async () => {
    const say = words('fr');
    const { page, context } = await office.enter();
    await visit(page, `${office.address}/organizations/city.liege/edit`);
    const name = page.getByRole('textbox', { name: say('organization_name_fr') });
    await name.fill('Ville de Liège (mon texte)');
    const url = `${office.address}/api/organizations/city.liege`;
    const current = (await (await context.request.get(url)).json()) as { version: number };
    const other = await context.request.patch(url, {
      data: { nameFr: 'Ville de Liège (leur texte)' },
      headers: { 'if-match': `"v${current.version}"`, origin: office.address },
    });
    expect(other.status()).toBe(200);
    await page.getByRole('button', { name: say('ui_save') }).first().click();
    await page.getByText(say('ui_conflict_title')).waitFor();
    const shown = await page.locator('main').textContent();
    expect(shown).toContain('(leur texte)');
    expect(shown).toContain('(mon texte)');
    await expectSound(page, 'conflict');
    await page.getByRole('button', { name: say('ui_conflict_save') }).click();
    await arrive(page, /organizations\/city\.liege$/);
    expect(await page.locator('h1').textContent()).toContain('(mon texte)');
  });
});

describe('the door', () => {
  it('leads back to the page one wanted, and lets nobody in without a password', async () => {
    const say = words('fr');
    const { page, context } = await office.enter();
    await context.clearCookies();
    await context.addCookies([{ name: 'PARAGLIDE_LOCALE', value: 'fr', url: office.address }]);
    await visit(page, `${office.address}/organizations/city.namur`);
    await arrive(page, /signin/);
    await expectSound(page, 'sign-in');
    await page.getByLabel(say('signin_email')).fill('agente@demo.example');
    await page.getByLabel(say('signin_password')).fill('pas le bon');
    await page.getByRole('button', { name: say('signin_action'), exact: true }).click();
    await page.getByText(say('signin_refused')).waitFor();
    await page.getByLabel(say('signin_password')).fill('passerelle-demo');
    await page.getByRole('button', { name: say('signin_action'), exact: true }).click();
    await arrive(page, /organizations\/city\.namur$/);
  });
});
