import { addMonths, daysOf, type Months } from '../interactions/activity.rules.ts';
import type { criterionMeasures } from '../vocabulary.ts';

/** What a computed criterion counts. */
export type Measure = (typeof criterionMeasures)[number];
/** What a candidate stands for; at most one of the ids is set, none for a name alone. */
export type MeasureCandidate = { regionId: string | null; placeId: string | null; organizationId: string | null; forumId: string | null };
export type CandidateKind = 'region' | 'place' | 'organization' | 'forum';
/** Whole months, both included, as `2024-12`: held interactions are counted by month. */
export type MeasurePeriod = Months & { from: string; to: string };

const everywhere: readonly CandidateKind[] = ['region', 'place', 'organization', 'forum'];
const placed: readonly CandidateKind[] = ['region', 'place', 'organization'];

type Described = {
  /** The words of its unit are the messages `criterion_unit_<unit>` */
  unit: 'partners' | 'interactions' | 'agreements' | 'commitments' | 'networks' | 'share' | 'offices' | 'people';
  kinds: readonly CandidateKind[];
  /** What no record at all says: what is ours to record is then zero, what is theirs is unknown */
  missing: 'zero' | 'unknown';
  /** Whether the figure depends on the period, or says what is true today */
  isOfPeriod: boolean;
};

/**
 * Each measure; what it counts is said in the messages `criterion_measure_<value>_hint`, and by `rowsBehind` in filters.
 * Records count up to internal, whoever asks.
 */
export const measures: Readonly<Record<Measure, Described>> = {
  active_partners: { unit: 'partners', kinds: everywhere, missing: 'zero', isOfPeriod: false },
  held_interactions: { unit: 'interactions', kinds: everywhere, missing: 'zero', isOfPeriod: true },
  agreements_in_force: { unit: 'agreements', kinds: everywhere, missing: 'zero', isOfPeriod: false },
  commitments_covered: { unit: 'commitments', kinds: everywhere, missing: 'zero', isOfPeriod: true },
  shared_networks: { unit: 'networks', kinds: placed, missing: 'unknown', isOfPeriod: false },
  promises_kept: { unit: 'share', kinds: placed, missing: 'unknown', isOfPeriod: true },
  official_presence: { unit: 'offices', kinds: placed, missing: 'zero', isOfPeriod: false },
  french_ties: { unit: 'partners', kinds: everywhere, missing: 'unknown', isOfPeriod: false },
  acquaintances: { unit: 'people', kinds: everywhere, missing: 'zero', isOfPeriod: false },
};

/** The measures that make sense for what an exercise chooses among; regions are also countries, cities and other places. */
export function measuresFor(subject: 'regions' | 'organizations' | 'forums'): Measure[] {
  const kind = ({ regions: 'region', organizations: 'organization', forums: 'forum' } as const)[subject];
  return (Object.keys(measures) as Measure[]).filter((measure) => measures[measure].kinds.includes(kind));
}

/** What a candidate is, and its id; null for a name alone. */
export function subjectOf(candidate: MeasureCandidate): { kind: CandidateKind; id: string } | null {
  const { regionId, placeId, organizationId, forumId } = candidate;
  if (regionId) return { kind: 'region', id: regionId };
  if (placeId) return { kind: 'place', id: placeId };
  if (organizationId) return { kind: 'organization', id: organizationId };
  return forumId ? { kind: 'forum', id: forumId } : null;
}

// ── The period ──

/**
 * The whole months over which the records are counted: those that the two dates (as precise as they are known) begin and
 * end in, or without them the 24 months that end with the exercise's own.
 * @param today ISO day, where the exercise has no day of its own
 */
export function evidencePeriod(
  exercise: { evidenceFrom: string | null; evidenceTo: string | null; heldOn: string | null },
  today: string,
): MeasurePeriod {
  const { evidenceFrom, evidenceTo, heldOn } = exercise;
  const to = (evidenceTo && monthIn(evidenceTo, '12')) ?? (heldOn ?? today).slice(0, 7);
  return { from: (evidenceFrom && monthIn(evidenceFrom, '01')) ?? addMonths(to, -23), to };
}

const monthIn = (date: string, whenYear: string): string => (date.length === 4 ? `${date}-${whenYear}` : date.slice(0, 7));

// ── From a figure to a score ──

/** Five, which a score is at most. */
const best = 5;

/**
 * The figure worth 5: the one that the criterion names, the whole for a share, or else the highest of the figures. Null
 * when none is above zero: all that is known is then worth 0.
 */
export function topOf(measure: Measure, figures: readonly (number | null)[], scaleTop: number | null): number | null {
  if (scaleTop !== null) return scaleTop;
  if (measures[measure].unit === 'share') return 1;
  const highest = Math.max(0, ...figures.filter((figure) => figure !== null));
  return highest > 0 ? highest : null;
}

/** The score of a figure, 0 to 5 with two decimals: in proportion to the top, and no more than 5. Unknown stays unknown. */
export function scoreOf(figure: number | null, top: number | null): number | null {
  if (figure === null) return null;
  if (top === null || top <= 0) return 0;
  return Math.round(Math.min(best, Math.max(0, (figure / top) * best)) * 100) / 100;
}

// ── The rows behind a figure ──

export type RowsQuery = Record<string, string[]>;
/**
 * One of the product's lists with its filters. The figure is the total of the list; for a share, that of `part` among
 * it; for areas of commitment, how many of them the list touches (its facet `facet`).
 */
export type Rows = { path: string; query: RowsQuery; part?: RowsQuery; facet?: 'commitment' };

const current = ['active', 'strategic'];
const memberships = ['member', 'listed', 'participates'];
/** Whose offices abroad are an official presence: those of the two governments, and whatever is under them. */
export const governments = { quebec: 'org.gouv-quebec', canada: 'org.gouv-canada' } as const;

/** How each list narrows to a candidate. */
const narrowed: Record<CandidateKind, { organizations: string; records: string; people: string; interactions: string }> = {
  region: { organizations: 'region', records: 'region', people: 'region', interactions: 'region' },
  place: { organizations: 'place', records: 'place', people: 'place', interactions: 'place' },
  organization: { organizations: 'within', records: 'within', people: 'within', interactions: 'within' },
  forum: { organizations: 'network', records: 'network', people: 'network', interactions: 'forum' },
};

/** The list whose total is the figure of a candidate by a measure; null where the measure makes no sense. */
export function rowsBehind(measure: Measure, candidate: MeasureCandidate, period: MeasurePeriod): Rows | null {
  const subject = subjectOf(candidate);
  if (!subject || !measures[measure].kinds.includes(subject.kind)) return null;
  const { kind, id } = subject;
  const by = narrowed[kind];
  const days = daysOf(period);
  const [from, to] = [days.from ?? '', days.to ?? ''];
  const held = { [by.interactions]: [id], status: ['held'], from: [from], to: [to] };
  const closed = { [by.records]: [id], closedAfter: [from], closedBefore: [`${addMonths(period.to, 1)}-01`] };
  const rows: Record<Measure, () => Rows> = {
    active_partners: () => ({ path: '/organizations', query: { [by.organizations]: [id], stage: current } }),
    held_interactions: () => ({ path: '/interactions', query: held }),
    agreements_in_force: () => ({ path: '/agreements', query: { [by.records]: [id], state: ['in_force'] } }),
    commitments_covered: () => ({ path: '/interactions', query: held, facet: 'commitment' }),
    shared_networks: () => ({ path: '/forums', query: { [by.records]: [id], membership: memberships, status: ['active'] } }),
    promises_kept: () => ({ path: '/followups', query: { ...closed, status: ['done', 'dropped'] }, part: { ...closed, status: ['done'] } }),
    official_presence: () => ({
      path: '/organizations',
      // A city or a partner is served by the offices of its country: the records do not say how far each one goes.
      query: {
        [kind === 'region' ? 'region' : 'countryOf']: [id],
        kind: ['diplomatic_post'],
        within: Object.values(governments),
        'not.stage': ['closed'],
      },
    }),
    french_ties: () => ({ path: '/organizations', query: { [by.organizations]: [id], language: ['fr'] } }),
    acquaintances: () => ({ path: '/contacts', query: { [by.people]: [id], acquainted: ['true'] } }),
  };
  return rows[measure]();
}

/** The address of a list with its filters, as in the product. */
export function hrefOf({ path, query }: Pick<Rows, 'path' | 'query'>): string {
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, values]) => values.map((value) => [name, value])));
  return `${path}?${search.toString()}`;
}
