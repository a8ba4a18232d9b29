import { api, type Body } from '#lib/api.ts';
import { formatDate, inLocale } from '#lib/i18n.ts';
import { asProblem, type Problem } from '#lib/problem.ts';
import { m } from '#paraglide/messages.js';
import { inWords, type Suggestions } from './reasons.ts';

type Sent = Body<'POST /api/interactions/:id/suggestions'>;
type Verdict = Sent['answer'];

/** One suggestion on the screen, and what became of it. */
export type Row = {
  key: string;
  kind: Sent['kind'];
  /** What names it in an answer */
  target: Pick<Sent, 'id' | 'organizationId'>;
  title: string;
  reason: string;
  priority: Suggestions['commitments'][number]['priority'];
  state: 'open' | 'accepted' | 'dismissed';
  busy: boolean;
  problem: Problem | null;
  /** The answer that could not be stored, to be tried again */
  failed: Verdict | null;
};

/** The suggestions of an interaction, answered at once on the screen and put back with a sentence when it did not hold. */
export class Answers {
  readonly interactionId: string;
  rows = $state<Row[]>([]);
  /** What was last done, for those who hear the page. */
  said = $state('');
  readonly #changed: () => void | Promise<void>;

  constructor(interactionId: string, changed: () => void | Promise<void>) {
    this.interactionId = interactionId;
    this.#changed = changed;
  }

  /** Rows that wait for an answer. */
  get open(): Row[] {
    return this.rows.filter(({ state }) => state === 'open');
  }

  async load(): Promise<Suggestions> {
    const found = await api(fetch, 'GET /api/interactions/:id/suggestions', { params: { id: this.interactionId } });
    this.merge(found);
    return found;
  }

  /** Adds what was not there; rows keep their place and what became of them. */
  merge(found: Suggestions): void {
    const known = new Set(this.rows.map(({ key }) => key));
    this.rows.push(...rowsOf(found).filter(({ key }) => !known.has(key)));
  }

  async answer(row: Row, answer: Verdict): Promise<void> {
    if (row.busy || (answer === 'undo') === (row.state === 'open')) return;
    const before = row.state;
    row.state = answer === 'undo' ? 'open' : answer === 'accept' ? 'accepted' : 'dismissed';
    row.busy = true;
    row.problem = null;
    row.failed = null;
    const of = before === 'accepted' ? 'accept' : 'dismiss';
    try {
      const body: Sent = { kind: row.kind, ...row.target, answer, ...(answer === 'undo' ? { of } : {}) };
      await api(fetch, 'POST /api/interactions/:id/suggestions', { params: { id: this.interactionId }, body });
      this.said = saying(row, answer);
    } catch (error) {
      row.state = before;
      row.problem = asProblem(error);
      row.failed = answer;
      this.said = m.suggestion_said_failed({ title: row.title });
      return;
    } finally {
      row.busy = false;
    }
    // Dismissing changes nothing on the record's own page.
    if (answer === 'accept' || of === 'accept') await this.#changed();
  }
}

function saying({ kind, title }: Row, answer: Verdict): string {
  if (answer === 'undo') return m.suggestion_said_undone({ title });
  if (answer === 'dismiss') return m.suggestion_said_dismissed({ title });
  return kind === 'next_contact' ? m.suggestion_said_planned({ title }) : m.suggestion_said_added({ title });
}

function rowsOf({ commitments, sectors, nextContacts }: Suggestions): Row[] {
  const fresh = { priority: null, state: 'open', busy: false, problem: null, failed: null } as const;
  return [
    ...commitments.map((one): Row => ({
      ...fresh,
      key: `commitment:${one.id}`,
      kind: 'commitment',
      target: { id: one.id },
      title: inLocale(one, 'title'),
      reason: inWords(one.reasons),
      priority: one.priority,
    })),
    ...sectors.map((one): Row => ({
      ...fresh,
      key: `sector:${one.id}`,
      kind: 'sector',
      target: { id: one.id },
      title: m.suggestion_sector({ name: inLocale(one, 'name') }),
      reason: inWords(one.reasons),
    })),
    ...nextContacts.map(({ organization, on, cadenceDays }): Row => ({
      ...fresh,
      key: `next_contact:${organization.id}`,
      kind: 'next_contact',
      target: { organizationId: organization.id },
      title: m.suggestion_contact({ name: inLocale(organization, 'name') }),
      reason: m.suggestion_contact_on({ date: formatDate(on), days: cadenceDays }),
    })),
  ];
}
