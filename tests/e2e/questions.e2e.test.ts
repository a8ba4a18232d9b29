import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrive, desktop, visit, visitOffice, words, type E2eOffice } from './support.ts';

// What a strategist asks of the network, each answered in at most four actions (a click, a key with its words) from Today.
// What the page answers is compared with what the records say when they are read one by one.

const office = visitOffice();
let session: Awaited<ReturnType<E2eOffice['enter']>>;
beforeAll(async () => {
  session = await office.enter({ as: 'strategie', language: 'fr', viewport: desktop });
});
afterAll(() => office.close());

const say = words('fr');
type Item = Record<string, unknown> & { id: string };
const yearAgo = (): string => new Date(Date.now() - 365 * 86_400_000).toISOString();

/** Every record of a collection that a few filters leave, through all its pages. */
async function all(address: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer = await session.context.request.get(`${office.address}/api/${address}${address.includes('?') ? '&' : '?'}limit=200${cursor && `&cursor=${cursor}`}`);
    const page = (await answer.json()) as { items: Item[]; nextCursor: string | null };
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

/** Starts from Today and counts what is done from there. */
async function fromToday(): Promise<(what: () => Promise<unknown>) => Promise<void>> {
  await visit(session.page, `${office.address}/`);
  let actions = 0;
  return async (what) => {
    actions += 1;
    expect(actions, 'actions from Today').toBeLessThanOrEqual(4);
    await what();
  };
}
const ask = (question: string) => session.page.getByRole('main').getByRole('link', { name: say(`question_${question}`) }).click();
const go = (key: string) => session.page.getByRole('navigation').getByRole('link', { name: say(key), exact: true }).first().click();
/** The rows of the list that answers, once it is there. */
async function rows(path: RegExp): Promise<string[]> {
  const { page } = session;
  await arrive(page, path);
  return page.locator('main table tbody tr').allInnerTexts();
}
/** What was typed is answered, and this is what Enter takes; before, Enter would open all results. */
async function found(result: RegExp): Promise<void> {
  await expect.poll(() => session.page.locator('search').first().getByRole('status').textContent()).toMatch(/\d/);
  await session.page.getByRole('option', { name: result, selected: true }).waitFor();
}
const name = (item: Item): string => String(item['nameFr'] ?? item['titleFr']);
const named = (texts: string[], items: Item[]): void => {
  expect(texts.length).toBe(items.length);
  for (const item of items) expect(texts.join('\n')).toContain(name(item));
};

describe('a strategist asks', () => {
  it('which Nordic partners tied to LEARNS have not been met for a year', async () => {
    const act = await fromToday();
    await act(() => ask('nordic_learns'));
    const shown = await rows(/\/organizations\?/);
    const nordic = await all('organizations?region=reg.nordic-arctic');
    named(shown, nordic.filter(({ priorities, lastHeldAt }) => (priorities as string[]).includes('learns') && (lastHeldAt === null || String(lastHeldAt) < yearAgo())));
  });

  it('where the office is absent though it means to be there, and who could be called', async () => {
    const { page } = session;
    const act = await fromToday();
    await act(() => go('shell_nav_coverage'));
    await arrive(page, /\/coverage/);
    const empty = page.getByRole('grid').locator('[data-cell].targeted.empty');
    await empty.first().waitFor();
    expect(await page.locator('main header').first().innerText()).toContain(String(await empty.count()));
    await act(() => empty.first().click());
    await page.getByText(say('coverage_candidates'), { exact: true }).waitFor();
    expect(await page.locator('.why li').count()).toBeGreaterThan(0);
  });

  it('whom we know at an organization, mistyped', async () => {
    const { page } = session;
    const people = await all('contacts?organization=city.lyon');
    const act = await fromToday();
    await act(() => page.keyboard.press('/'));
    await act(() => page.keyboard.type('lyno', { delay: 10 }));
    await found(/Ville de Lyon/);
    await act(() => page.keyboard.press('Enter'));
    await arrive(page, /\/organizations\//);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const text = await page.getByRole('main').innerText();
    for (const person of people) expect(text).toContain(String(person['name']));
    expect(people.length).toBeGreaterThan(0);
  });

  it('which of our promises are late', async () => {
    const act = await fromToday();
    await act(() => ask('late_promises'));
    await rows(/\/followups\?/);
    const text = await session.page.getByRole('main').innerText();
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Toronto' }).format(new Date());
    const open = (await all('followups?status=open&status=renegotiated')).filter(({ promisedBy, dueOn }) => promisedBy !== 'them' && dueOn !== null && String(dueOn) < today);
    expect(open.length).toBeGreaterThan(0);
    for (const promise of open) expect(text).toContain(String(promise['text']));
    expect(await session.page.locator('main header').first().innerText()).toContain(String(open.length));
  });

  it('which prospects were never met', async () => {
    const act = await fromToday();
    await act(() => ask('never_met'));
    const shown = await rows(/\/organizations\?/);
    const early = (await all('organizations')).filter(({ stage, lastHeldAt }) => (stage === 'prospect' || stage === 'exploring') && lastHeldAt === null);
    named(shown, early);
  });

  it('which partners of first rank hang on one colleague', async () => {
    const { page } = session;
    const act = await fromToday();
    await act(() => go('nav_relations'));
    await arrive(page, /\/relations/);
    const people = page.getByRole('table', { name: say('relation_if_leaves') });
    await people.waitFor();
    await act(() => people.getByRole('row').nth(1).getByRole('link').first().click());
    await arrive(page, /\/relations\/.+/);
    await page.getByRole('link', { name: say('relation_hand_over') }).waitFor();
    expect(await page.locator('main table tbody tr').filter({ has: page.getByRole('cell', { name: 'A', exact: true }) }).count()).toBeGreaterThan(0);
  });

  it('what active partners in Western Europe have no agreement with us', async () => {
    const { page } = session;
    const act = await fromToday();
    await act(() => ask('without_agreement'));
    await arrive(page, /\/organizations\?/);
    await act(() => page.getByRole('checkbox', { name: /Europe de l.Ouest/ }).first().click());
    const shown = await rows(/region=reg\.western-europe/);
    const partners = await all('organizations?region=reg.western-europe');
    const signed = new Set((await all('agreements')).flatMap(({ parties }) => (parties as Item[]).map(({ id }) => id)));
    named(shown, partners.filter(({ id, stage }) => (stage === 'active' || stage === 'strategic') && !signed.has(id)));
  });

  it('where missions went last year', async () => {
    const { page } = session;
    const act = await fromToday();
    await act(() => go('nav_map'));
    await arrive(page, /\/map/);
    const slider = page.getByRole('slider', { name: say('map_period') });
    await slider.waitFor();
    await act(async () => {
      await slider.focus();
      await page.keyboard.press('ArrowLeft');
    });
    await arrive(page, /from=\d{4}-01/);
    const year = /from=(\d{4})/.exec(page.url())?.[1] ?? '';
    const missions = (await all('missions')).filter(({ startsOn, status, direction }) => String(startsOn).startsWith(year) && status !== 'cancelled' && direction === 'outgoing');
    expect(missions.length).toBeGreaterThan(0);
    const text = await page.getByRole('main').innerText();
    for (const mission of missions) expect(text).toContain(name(mission));
  });

  it('what has happened with a partner for two years', async () => {
    const { page } = session;
    const act = await fromToday();
    await act(() => page.keyboard.press('/'));
    await act(() => page.keyboard.type('bordeaux', { delay: 10 }));
    await found(/Ville de Bordeaux/);
    await act(() => page.keyboard.press('Enter'));
    await arrive(page, /\/organizations\/city\.bordeaux/);
    const held = (await all('interactions?organization=city.bordeaux&status=held')).filter(({ startsAt }) => String(startsAt) > yearAgo());
    expect(held.length).toBeGreaterThan(0);
    const text = await page.getByRole('main').innerText();
    for (const { subject } of held) expect(text).toContain(String(subject));
  });

  it('what the office did on heritage for a year, but for telephone calls', async () => {
    const { page } = session;
    const act = await fromToday();
    await act(() => ask('heritage_year'));
    await arrive(page, /\/interactions\?/);
    const year = await all(`interactions?sector=sec.heritage&status=held&from=${yearAgo().slice(0, 10)}`);
    expect(year.length).toBeGreaterThan(0);
    const calls = page.getByRole('checkbox', { name: new RegExp(`^${say('interaction_kind_call')}`) }).first();
    await act(() => calls.focus());
    await act(() => page.keyboard.press('-'));
    await arrive(page, /not\.kind=call/);
    named(
      (await rows(/\/interactions\?/)).map((text) => text),
      year.filter(({ kind }) => kind !== 'call').map((item) => ({ ...item, nameFr: item['subject'] })),
    );
  });
});
