import { copyFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import type { Context, SignedIn } from '../../server/http/context.ts';
import { countActivityAlone } from '../../server/interactions/activity.bulk.ts';
import { openOffice, removeOffice } from '../../server/startup.ts';
import { figuresOf } from '../../server/targets/measure.service.ts';
import { evidencePeriod } from '../../server/targets/measure.rules.ts';
import { rankCandidates, type RankingInput } from '../../server/targets/target.rules.ts';
import { criterionMeasures } from '../../server/vocabulary.ts';
import { seeded } from './names.ts';
import type { Printer } from './figures.ts';
import { interleave } from './measure.ts';

/** Candidates by criteria with scores to one decimal, `unknown` of them without any, one in twenty between two judges. */
function problem(candidates: number, criteria: number, unknown: number, draws = 10_000): RankingInput {
  const random = seeded(2026);
  const tenths = (): number => Math.round(random() * 50) / 10;
  const ids = Array.from({ length: candidates }, (_, n) => `bench.candidate.${n}`);
  const weighed = Array.from({ length: criteria }, (_, n) => ({ id: `bench.criterion.${n}`, weight: 1 + Math.floor(random() * 20), direction: n % 4 === 3 ? ('less' as const) : ('more' as const) }));
  const scores = ids.flatMap((candidate) =>
    weighed.map(({ id: criterion }) => {
      if (random() < unknown) return { candidate, criterion, low: null };
      const low = tenths();
      return { candidate, criterion, low, high: random() < 0.05 ? Math.min(5, low + 1) : low };
    }),
  );
  return { candidates: ids, criteria: weighed, scores, draws, seed: 2026, weightSpread: 0.5 };
}

/** Ranking as a function, without thread or network: on this one core. */
export async function benchRanking(print: Printer): Promise<void> {
  const against = 'none: no query';
  const rank = (asked: RankingInput) => () => Promise.resolve(rankCandidates(asked));
  const pace = { least: 30, most: 200, seconds: 4, warmUp: 5 };
  const whole = problem(60, 12, 0.2);
  print.figure({ name: 'targets', what: '60 candidates × 12 criteria × 10,000 draws, one score in five unknown, the function alone', against, limit: 150, pair: await interleave(rank(whole), null, pace) });
  print.figure({ name: 'targets.known', what: 'the same with every score known', against, limit: 150, pair: await interleave(rank(problem(60, 12, 0)), null, pace) });
  print.figure({ name: 'targets.unknown', what: 'the same with no score known', against, pair: await interleave(rank(problem(60, 12, 1)), null, pace) });
  const [first, second, other] = [whole, structuredClone(whole), { ...whole, seed: 2027 }].map((asked) => JSON.stringify(rankCandidates(asked)));
  print.fact({ name: 'targets.same', what: 'answers to the same seed that differ (of 2); another seed answers otherwise', value: first === second && first !== other ? 0 : 1, unit: 'answers', against: '0', limit: 0 });
  print.figure({ name: 'targets.slider', what: '12 × 7 × 10,000, what a worker does for one move of a slider; without the browser’s painting', against, limit: 50, pair: await interleave(rank(problem(12, 7, 0.2)), null, pace) });
  print.figure({ name: 'targets.coarse', what: '60 × 12 × 1,000, the first answer to a move in the largest exercise', against, limit: 50, pair: await interleave(rank(problem(60, 12, 0.2, 1_000)), null, pace) });
}

const regionCount = 200;

/** Gives a copy of the office as many regions as are asked for, of six places each, one place in several of them. */
async function addRegions(file: string): Promise<void> {
  const db = await openOffice({ file });
  try {
    await db.write(async (tx) => {
      const places = await tx.place.findMany({ where: { archivedAt: null }, select: { id: true }, orderBy: { id: 'asc' } });
      const missing = regionCount - (await tx.region.count());
      for (let n = 0; n < missing; n += 1) {
        const name = `Région ${n}`;
        const own = new Set(Array.from({ length: 6 }, (_, k) => places[(n * 7 + k * 53) % places.length]!.id));
        await tx.region.create({ data: { id: `bench.region.${n}`, nameFr: name, nameEn: `Region ${n}`, sortName: name, places: { create: [...own].map((placeId) => ({ placeId })) } } });
      }
    });
  } finally {
    await db.close();
  }
  if ((await countActivityAlone(file)) === null) throw new Error(`${file} is open somewhere`);
}

/** Every computed criterion of 200 regions beside one plain sum over the same months of the same file. */
export async function benchComputed(print: Printer, given: string): Promise<void> {
  const file = `${given}.regions`;
  copyFileSync(given, file);
  try {
    await addRegions(file);
    await timeComputed(print, file);
  } finally {
    removeOffice(file);
  }
}

async function timeComputed(print: Printer, file: string): Promise<void> {
  const db = await openOffice({ file });
  const raw = new Sqlite(file, { readonly: true });
  try {
    const user = { ...(await db.reader.user.findFirstOrThrow({ where: { role: 'officer' } })), role: 'officer', locale: 'fr' } as SignedIn;
    const regions = await db.reader.region.findMany({ select: { id: true }, orderBy: { id: 'asc' }, take: regionCount });
    const candidates = regions.map(({ id }) => ({ id, regionId: id, placeId: null, organizationId: null, forumId: null }));
    const now = new Date();
    const ctx: Context = { db, user, locale: 'fr', now, requestId: 'bench', write: () => Promise.reject(new Error('figures write nothing')) };
    const period = evidencePeriod({ evidenceFrom: null, evidenceTo: null, heldOn: null }, now.toISOString().slice(0, 10));
    const sum = raw.prepare<[string, string]>(
      `SELECT "member", sum("held") AS "held" FROM "activity_month" WHERE "axis" = 'region' AND "sensitivity" IN ('public', 'internal') AND "month" >= ? AND "month" <= ? GROUP BY "member"`,
    );
    const pair = await interleave(
      () => figuresOf(ctx, { candidates, measures: criterionMeasures, period }),
      () => sum.all(period.from, period.to),
      { least: 10, most: 60, seconds: 10, warmUp: 3 },
    );
    print.figure({ name: 'targets.computed', what: `${criterionMeasures.length} computed criteria of ${regions.length} regions, the 24 months before today`, against: 'one sum of held interactions a region over the same months', limit: 300, pair });
  } finally {
    raw.close();
    await db.close();
  }
}
