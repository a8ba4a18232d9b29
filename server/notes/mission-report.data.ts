import { getAgreements, listAgreements } from '../agreements/agreement.service.ts';
import type { Agreement } from '../agreements/agreement.schema.ts';
import type { MissionReportData } from '../documents/mission-data.ts';
import { listFollowUps } from '../followups/followup.service.ts';
import type { Context } from '../http/context.ts';
import type { Mission } from '../missions/mission.schema.ts';
import { reportDays } from '../missions/mission.report.rules.ts';
import { addDays, firstDay, lastDay } from '../text/date-order.rules.ts';
import { onlySubject } from './kind.ts';
import { gatherMission } from './mission.data.ts';
import { agreementOf, both, promiseOf } from './note.data.ts';
import type { NoteOrder } from './note.schema.ts';
import { idsOf } from './reading.ts';

const most = { followUps: 200, agreements: 60 } as const;

export async function readMissionReport(ctx: Context, order: NoteOrder): Promise<MissionReportData> {
  const { record, interactions, data } = await gatherMission(ctx, onlySubject(order).id);
  const ids = interactions.map(({ id }) => id);
  const [promises, agreements] = await Promise.all([
    ids.length > 0 ? listFollowUps(ctx, { interaction: ids, limit: most.followUps }) : { items: [] },
    agreementsOf(ctx, record),
  ]);
  return {
    mission: data,
    followUps: promises.items
      .filter(({ bornInId }) => bornInId !== null && ids.includes(bornInId))
      .map((one) => ({ ...promiseOf(one), organization: one.organization && both(one.organization.nameFr, one.organization.nameEn) })),
    agreements: agreements.map(agreementOf),
  };
}

/** With the organizations met, those that reached a state between the departure and the day the report is due. */
async function agreementsOf(ctx: Context, { organizations, startsOn, endsOn }: Mission): Promise<Agreement[]> {
  if (!startsOn || organizations.length === 0) return [];
  const [first, last] = [firstDay(startsOn), lastDay(endsOn ?? startsOn)];
  const until = addDays(last, reportDays) ?? last;
  const { items } = await listAgreements(ctx, { organization: organizations.map(({ id }) => id), limit: most.agreements });
  const found = await getAgreements(ctx, idsOf(items));
  const inTime = (day: string | null): boolean => day !== null && lastDay(day) >= first && firstDay(day) <= until;
  return found.filter(({ signedOn, stages }) => inTime(signedOn) || stages.some(({ reachedOn }) => inTime(reachedOn)));
}
