import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrive, crossed, expectSound, keepOpen, openOffice, phone, visit, words, type E2eOffice } from './support.ts';

let office: E2eOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

type Stored = { id: string; subject: string; kind: string; status: string; startsAt: string; archivedAt: string | null; organizations: { id: string }[] };

/** The interactions found by words. */
async function found(context: BrowserContext, q: string): Promise<Stored[]> {
  const answer = await context.request.get(`${office.address}/api/interactions?q=${encodeURIComponent(q)}`);
  return ((await answer.json()) as { items: Stored[] }).items;
}

/** Opens the field as the person does: `n`, or the round button of a phone. */
async function openLine(page: Page, say: ReturnType<typeof words>, size: string): Promise<void> {
  if (size === 'phone') await page.getByRole('link', { name: say('shell_log'), exact: true }).click();
  else await page.keyboard.press('n');
  await page.getByRole('textbox', { name: say('capture_field') }).waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
}

const lines = {
  fr: 'Hier appel @Bordeaux au sujet du jumelage des girouettes → envoyer le projet d’ici vendredi',
  en: 'Yesterday call with Bordeaux about twinning weathercocks -> send the draft by Friday',
} as const;

describe.each(crossed)('one line, in $language on a $size', ({ language, size, viewport }) => {
  it('becomes an interaction with its promise, and can be taken back for ten seconds', async () => {
    const say = words(language);
    const { page, context, faults } = await office.enter({ language, viewport });
    await visit(page, `${office.address}/organizations`);
    await openLine(page, say, size);
    const line = `${lines[language]}`;
    await page.keyboard.type(line, { delay: 5 });
    const chips = page.getByRole('list', { name: say('capture_chips') });
    await chips.getByRole('button', { name: 'Bordeaux' }).first().waitFor();
    await chips.getByRole('button', { name: say('capture_we_owe') }).waitFor();
    await expectSound(page, 'the line and its chips');
    const rare = language === 'fr' ? 'girouettes' : 'weathercocks';
    expect(await found(context, rare), 'nothing is stored before it is saved').toEqual([]);

    await page.keyboard.press('Control+Enter');
    await keepOpen(page, say('log_saved'));
    const [stored] = await found(context, rare);
    expect(stored).toMatchObject({ kind: 'call', status: 'held', organizations: [{ id: 'city.bordeaux' }] });
    const followUps = (await (await context.request.get(`${office.address}/api/followups?interaction=${stored?.id}`)).json()) as {
      items: { promisedBy: string; text: string; dueOn: string | null }[];
    };
    expect(followUps.items).toHaveLength(1);
    expect(followUps.items[0]).toMatchObject({ promisedBy: 'us' });
    expect(new Date(`${followUps.items[0]?.dueOn}T12:00:00Z`).getUTCDay(), 'due on a Friday').toBe(5);

    await page.getByRole('button', { name: say('ui_undo') }).click();
    await page.getByText(say('capture_taken_back')).waitFor();
    expect(await found(context, rare)).toEqual([]);
    const withdrawn = (await (await context.request.get(`${office.address}/api/interactions/${stored?.id}`)).json()) as Stored;
    expect(withdrawn.archivedAt).not.toBeNull();
    await page.getByRole('button', { name: say('capture_line_again') }).click();
    expect(await page.getByRole('textbox', { name: say('capture_field') }).inputValue()).toBe(line);
    expect(faults).toEqual([]);
  });
});

describe('what is unsure', () => {
  it('is asked before it is kept, by keyboard; what is unknown is made pending and seen before', async () => {
    const say = words('fr');
    const { page, context } = await office.enter();
    await visit(page, `${office.address}/`);
    await openLine(page, say, 'desktop');
    // A typing error away from Bordeaux, and a name that nobody on record has.
    await page.keyboard.type('Rencontre avec Bordaux et @Fondation Ixquick sur les escarbilles');
    const chips = page.getByRole('list', { name: say('capture_chips') });
    await chips.getByRole('button', { name: say('capture_new_organization') }).waitFor();
    await page.keyboard.press('Control+Enter');
    // The question opens and the hand is on the likeliest answer: one key takes it.
    await page.waitForFunction(() => document.activeElement?.closest('[role="group"]') !== null && document.activeElement?.tagName === 'BUTTON');
    expect(await found(context, 'escarbilles')).toEqual([]);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await page.getByText(say('log_saved')).waitFor();
    const [stored] = await found(context, 'escarbilles');
    expect(stored?.organizations.map(({ id }) => id)).toContain('city.bordeaux');
    expect(stored?.organizations).toHaveLength(2);
  });

  it('asks with whom when the line names nobody, and starts from the partner whose page is open', async () => {
    const say = words('fr');
    const { page, context } = await office.enter();
    await visit(page, `${office.address}/organizations/city.namur`);
    await openLine(page, say, 'desktop');
    await page.keyboard.type('Point d’étape sur les hippocampes');
    const chips = page.getByRole('list', { name: say('capture_chips') });
    await chips.getByRole('button', { name: /Namur/ }).first().waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText(say('log_saved')).waitFor();
    expect((await found(context, 'hippocampes'))[0]?.organizations).toMatchObject([{ id: 'city.namur' }]);
  });
});

describe('after the save', () => {
  it('one key accepts what is proposed, one puts it aside for good, and a promise is one line', async () => {
    const say = words('fr');
    const { page, context, faults } = await office.enter();
    const log = async (line: string, q: string) => {
      await openLine(page, say, 'desktop');
      await page.keyboard.type(line);
      await page.keyboard.press('Control+Enter');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      const panel = page.getByRole('complementary', { name: new RegExp(say('suggestion_title')) });
      await panel.getByText(q).first().waitFor();
      return panel;
    };
    type Read = { commitments: { id: string }[]; followUps: { text: string; promisedBy: string }[] };
    const read = async <T>(path: string): Promise<T> => (await (await context.request.get(office.address + path)).json()) as T;
    const proposed = async (id: string) => (await read<Read>(`/api/interactions/${id}/suggestions`)).commitments.map((one) => one.id);

    await visit(page, `${office.address}/`);
    const panel = await log('Appel avec Bordeaux sur le patrimoine mondial, les escargots', 'escargots');
    const [stored] = await found(context, 'escargots');
    const id = stored?.id ?? '';
    const [first, second] = await proposed(id);
    expect([first, second]).not.toContain(undefined);
    await expectSound(page, 'the panel after the save');
    expect(await page.evaluate(() => document.activeElement?.closest('aside')), 'the panel takes no focus').toBeNull();
    await page.keyboard.press('a');
    await page.waitForFunction(() => document.activeElement?.closest('aside'));
    await page.keyboard.press('o');
    await expect.poll(async () => (await read<Read>(`/api/interactions/${id}`)).commitments.map((one) => one.id)).toEqual([first]);
    await page.keyboard.press('x');
    await expect.poll(() => proposed(id)).not.toContain(second);
    await panel.getByRole('textbox', { name: say('suggestion_promise_us') }).fill('Envoyer la liste des coquilles');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await read<Read>(`/api/interactions/${id}`)).followUps).toMatchObject([{ text: 'Envoyer la liste des coquilles', promisedBy: 'us' }]);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });

    // The same partner, the same words: what was put aside does not come back.
    await log('Appel avec Bordeaux sur le patrimoine mondial, les limaces', 'limaces');
    const [again] = await found(context, 'limaces');
    const proposedAgain = await proposed(again?.id ?? '');
    expect(proposedAgain).toContain(first);
    expect(proposedAgain).not.toContain(second);
    expect(faults).toEqual([]);
  });
});

describe('without network', () => {
  it('keeps what is logged through a reload, sends it once when the network is back, and forgets it at the sign-out', async () => {
    const say = words('fr');
    const { page, context } = await office.enter({ viewport: phone, worker: true });
    await visit(page, `${office.address}/`);
    // The browser has taken what it needs: its worker, the names, the page with the line.
    const isReady = () =>
      page.evaluate(async () => {
        const worker = (await navigator.serviceWorker.getRegistration())?.active?.state;
        const kept = await (await caches.open('passerelle-kept')).keys();
        return worker === 'activated' && kept.length === 2;
      });
    await expect.poll(isReady).toBe(true);
    await context.setOffline(true);
    // Opened anew from nothing, wherever one was going.
    await page.goto(`${office.address}/organizations`);
    await arrive(page, /\/log$/);
    const field = page.getByRole('textbox', { name: say('capture_field') });
    await page.getByText(say('capture_offline')).waitFor();
    await field.fill('Ce matin visite de Namur : les libellules → relancer le maire avant le 3 décembre');
    const chips = page.getByRole('list', { name: say('capture_chips') });
    await chips.getByRole('button', { name: /Namur/ }).first().waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText(say('capture_kept')).waitFor();
    // A line begun and not saved is still there after the reload, and so is what waits.
    await field.fill('Appel @Liège, les coquelicots');
    await chips.getByRole('button', { name: /Liège/ }).first().waitFor();
    await expect.poll(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain('coquelicots');
    await page.reload();
    await page.getByText(say('capture_offline')).waitFor();
    expect(await field.inputValue()).toBe('Appel @Liège, les coquelicots');
    await chips.getByRole('button', { name: /Liège/ }).first().waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText(say('capture_kept')).waitFor();
    await expectSound(page, 'the line without network');

    // The first answer is lost on the way back: the same key makes no double.
    let lost = 0;
    await page.route('**/api/interactions', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.fallback();
      lost += 1;
      await route.fetch();
      return route.abort('connectionreset');
    });
    await context.setOffline(false);
    await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('passerelle-outbox')).length)).toBe(0);
    expect(lost).toBe(1);
    for (const [q, id] of [['libellules', 'city.namur'], ['coquelicots', 'city.liege']] as const) {
      const stored = await found(context, q);
      expect(stored, q).toHaveLength(1);
      expect(stored[0]?.organizations).toMatchObject([{ id }]);
    }

    await page.locator('header button', { hasText: 'N. E.' }).click();
    await page.getByRole('button', { name: say('shell_sign_out') }).click();
    await arrive(page, /signin/);
    expect(await page.evaluate(async () => ({ kept: await caches.has('passerelle-kept'), stored: Object.keys(localStorage).filter((key) => key.startsWith('passerelle-')) }))).toEqual({ kept: false, stored: [] });
  });
});
