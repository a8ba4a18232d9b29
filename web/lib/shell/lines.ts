import { goodScore, matchCommand } from '#lib/search/command-match.ts';
import { resultHref, resultLabel, resultsLabel, shownResult, type Result } from '#lib/search/results.ts';
import type { Recent } from '#lib/search/recent.ts';
import { questionLinks } from '#lib/listing/questions.ts';
import { m } from '#paraglide/messages.js';
import type { Action } from './actions.svelte.ts';

type Ranges = readonly (readonly [number, number])[];

/** One line that can be chosen. */
export interface Line {
  id: string;
  title: string;
  ranges: Ranges;
  line?: string | null;
  lineRanges?: Ranges;
  /** What it is, where its group does not say so */
  kind?: string;
  key?: string | undefined;
  href?: string | undefined;
  download?: boolean | undefined;
  run?: (() => void) | undefined;
}
export interface Group {
  title: string;
  lines: Line[];
}

/** Everything that may be offered, before anything is typed. */
export interface Offer {
  here: Action[];
  product: Action[];
  go: Action[];
  recent: Recent[];
  views: { id: string; name: string; href: string; isPinned: boolean }[];
}

/** A query that begins so asks for actions only. */
export const commandSign = '>';

/** The lines to show: the same whether one came by the field or by the palette, but that the field offers actions only when asked. */
export function linesFor(typed: string, offer: Offer, results: readonly Result[], { offersActions }: { offersActions: boolean }): Group[] {
  const isCommand = typed.startsWith(commandSign);
  const query = (isCommand ? typed.slice(1) : typed).trim();
  if (query === '') return present(isCommand ? actionGroups(offer) : [...(offersActions ? [here(offer)] : []), recent(offer), pinned(offer), ...(offersActions ? actionGroups(offer).slice(1) : [])]);
  const commands = offersActions || isCommand ? rankedCommands(query, offer) : [];
  if (isCommand) return present([{ title: m.palette_actions(), lines: commands.map(({ line }) => line) }]);
  const good = commands.filter(({ score }) => score >= goodScore).slice(0, 5);
  const others = commands.filter((one) => !good.includes(one)).slice(0, 3);
  return present([
    { title: m.palette_actions(), lines: good.map(({ line }) => line) },
    ...resultGroups(results),
    { title: good.length > 0 ? '' : m.palette_actions(), lines: good.length > 0 ? [] : others.map(({ line }) => line) },
  ]);
}

const present = (groups: Group[]): Group[] => groups.filter(({ lines }) => lines.length > 0);

const asLine = ({ id, label, kind, key, href, download, run }: Action, ranges: Ranges = []): Line => ({
  id: `action-${id}`,
  title: label,
  ranges,
  key,
  href,
  download,
  run,
  ...(kind ? { kind } : {}),
});

const here = ({ here: actions }: Offer): Group => ({ title: m.palette_here(), lines: actions.map((action) => asLine(action)) });

const actionGroups = (offer: Offer): Group[] => [
  here(offer),
  { title: m.palette_actions(), lines: offer.product.map((action) => asLine(action)) },
  { title: m.palette_go(), lines: offer.go.map((action) => asLine(action)) },
];

const recent = ({ recent: list }: Offer): Group => ({
  title: m.search_recent(),
  lines: list.map(({ type, id, title }) => ({ id: `recent-${type}-${id}`, title, ranges: [], kind: resultLabel(type), href: resultHref({ type, id }) })),
});

const pinned = ({ views }: Offer): Group => ({
  title: m.search_pinned(),
  lines: views.filter(({ isPinned }) => isPinned).map(({ id, name, href }) => ({ id: `view-${id}`, title: name, ranges: [], href })),
});

/** Actions of the page first among those that match alike, then those of the product, pages, views and questions. */
function rankedCommands(query: string, { here: onPage, product, go, views }: Offer): { line: Line; score: number }[] {
  const listed: Action[] = [
    ...onPage,
    ...product,
    ...go.map((action) => ({ ...action, kind: m.palette_kind_go() })),
    ...views.map(({ id, name, href }) => ({ id: `view-${id}`, label: name, kind: m.palette_kind_view(), href })),
    ...questionLinks().map(({ id, text, href }) => ({ id: `question-${id}`, label: text, kind: m.palette_kind_question(), href })),
  ];
  return listed
    .flatMap((action) => {
      const match = matchCommand(action.label, action.words ?? '', query);
      return match ? [{ line: asLine(action, match.ranges), score: match.score }] : [];
    })
    .sort((a, b) => b.score - a.score);
}

/** Results by type, the type of the best of them first. */
export function resultGroups(results: readonly Result[]): Group[] {
  const groups = new Map<string, Group>();
  for (const result of results) {
    const group = groups.get(result.type) ?? { title: resultsLabel(result.type), lines: [] };
    groups.set(result.type, group);
    const { title, titleRanges, line, lineRanges } = shownResult(result);
    group.lines.push({ id: `${result.type}-${result.id}`, title, ranges: titleRanges, line, lineRanges, href: resultHref(result) });
  }
  return [...groups.values()];
}
