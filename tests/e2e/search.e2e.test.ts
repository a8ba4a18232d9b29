import { afterAll, describe, expect, it } from 'vitest';
import { arrive, crossed, expectSound, strike, visit, visitOffice, words } from './support.ts';

const office = visitOffice();
afterAll(() => office.close());

describe.each(crossed)('finding, in $language on a $size', ({ language, size, viewport }) => {
  it('finds a partner mistyped, runs an action of its page, goes to another page, and reads all results', async () => {
    const say = words(language);
    const { page, faults } = await office.enter({ language, viewport });
    await visit(page, `${office.address}/agenda`);
    const field = page.getByRole('combobox', { name: say(size === 'desktop' ? 'shell_search' : 'palette_title') });
    const option = (name: RegExp | string) => page.getByRole('option', { name });

    // `/` goes to the field; on a phone, to the palette. Two letters changed places, and it is found all the same.
    await page.keyboard.press('/');
    await page.keyboard.type('bordaeux', { delay: 10 });
    await option(/Ville de Bordeaux|City of Bordeaux/).first().waitFor();
    await page.getByText(say('search_corrected_short', { corrected: 'Bordeaux' })).waitFor();
    expect(await option(/Bordeaux/).first().locator('mark').first().textContent()).toBe('Bordeaux');
    expect(await field.getAttribute('aria-expanded')).toBe('true');
    const active = await field.getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true');
    await expectSound(page, 'results under the field');
    await page.keyboard.press('Enter');
    await arrive(page, /\/organizations\/city\.bordeaux/);
    const title = language === 'fr' ? 'Ville de Bordeaux' : 'City of Bordeaux';

    // The palette knows the page that one is on, and gives the focus back when it closes.
    if (size === 'desktop') {
      const edit = page.locator('main a[href$="/edit"]').first();
      await edit.focus();
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog', { name: say('palette_title') }).waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => edit.evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.press('Control+k');
    } else await page.getByRole('button', { name: say('shell_search'), exact: true }).click();
    await page.getByText(say('palette_here'), { exact: true }).waitFor();
    await expectSound(page, 'open palette');
    await page.keyboard.type('>', { delay: 10 });
    await page.keyboard.type(language === 'fr' ? 'ajouter suivi' : 'follow add', { delay: 10 });
    const promise = option(say('palette_promise', { title }));
    await promise.waitFor();
    if (size === 'desktop') {
      for (let step = 0; (await promise.getAttribute('aria-selected')) !== 'true' && step < 9; step += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    } else await promise.click();
    await arrive(page, /\/followups\/new\?organization=city\.bordeaux/);

    // A page by its letters, or by its name in the palette; what was opened before is offered again.
    if (size === 'desktop') {
      await page.getByRole('heading', { level: 1 }).click();
      await strike(page, 'g', 'm');
    } else {
      await page.getByRole('button', { name: say('shell_search'), exact: true }).click();
      await option(/Bordeaux/).first().waitFor();
      await page.keyboard.type('missions', { delay: 10 });
      await option(new RegExp(`^${say('shell_nav_missions')}`)).first().click();
    }
    await arrive(page, /\/missions$/);

    // All results: kinds with their numbers, the words marked.
    if (size === 'desktop') await page.keyboard.press('/');
    else await page.getByRole('button', { name: say('shell_search'), exact: true }).click();
    await page.keyboard.type('québec', { delay: 10 });
    await page.keyboard.press('Control+Enter');
    await arrive(page, /\/search\?q=/);
    const kinds = page.getByRole('navigation', { name: say('search_type_facet') });
    await kinds.getByRole('link').nth(2).waitFor();
    const chosen = kinds.getByRole('link', { name: new RegExp(`^${say('search_types_organizations')}`) });
    const count = Number(/\d+/.exec((await chosen.textContent())!)![0]);
    await chosen.click();
    await arrive(page, /type=organization/);
    await expect.poll(() => page.locator('main li').filter({ hasText: say('search_type_organization') }).count()).toBe(Math.min(100, count));
    expect(await page.locator('main mark').count()).toBeGreaterThan(0);
    await expectSound(page, 'all results');

    expect(faults).toEqual([]);
  });
});

describe('roles', () => {
  it('offers a reader nothing that writes', async () => {
    const say = words('fr');
    const { page } = await office.enter({ as: 'lecture' });
    await visit(page, `${office.address}/organizations/city.bordeaux`);
    await page.keyboard.press('Control+k');
    await page.getByText(say('palette_here'), { exact: true }).waitFor();
    const offered = (await page.getByRole('option').allTextContents()).join('\n');
    expect(offered).toContain(say('shell_sign_out'));
    for (const word of ['Modifier', 'Consigner', 'Ajouter', 'Préparer']) expect(offered).not.toContain(word);
  });
});
