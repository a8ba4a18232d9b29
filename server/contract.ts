import { healthContract } from './http/health.ts';
import { contactContract } from './contacts/contact.schema.ts';
import { followUpContract } from './followups/followup.schema.ts';
import { logContract } from './followups/log.schema.ts';
import { suggestionContract } from './suggestions/suggestion.schema.ts';
import { captureContract } from './capture/capture.schema.ts';
import { interactionContract } from './interactions/interaction.schema.ts';
import { digestContract } from './reminders/digest.schema.ts';
import { todayContract } from './today/today.schema.ts';
import { importContract } from './imports/import.schema.ts';
import { quarantineContract } from './imports/quarantine.schema.ts';
import { agendaContract } from './agenda/agenda.schema.ts';
import { feedContract } from './calendar/feed.schema.ts';
import { missionContract } from './missions/mission.schema.ts';
import { forumContract } from './forums/forum.schema.ts';
import { agreementContract } from './agreements/agreement.schema.ts';
import { placeContract } from './places/place.schema.ts';
import { regionContract } from './places/region.schema.ts';
import { frameworkContract } from './policy/framework.schema.ts';
import { policyNodeContract } from './policy/policy-node.schema.ts';
import { alignmentContract } from './policy/alignment.schema.ts';
import { sectorContract } from './policy/sector.schema.ts';
import { versionContract } from './versions/version.schema.ts';
import { coverageContract } from './coverage/coverage.schema.ts';
import { acquaintanceContract } from './acquaintances/acquaintance.schema.ts';
import { mapContract } from './map/map.schema.ts';
import { shapesContract } from './map/shapes.schema.ts';
import { timelineContract } from './timeline/timeline.schema.ts';
import { measureContract } from './measures/measure.schema.ts';
import { decisionContract } from './targets/decision.schema.ts';
import { coordinationContract } from './targets/coordination.schema.ts';
import { exerciseContract } from './targets/exercise.schema.ts';
import { robustnessContract } from './targets/robustness.schema.ts';
import { targetDecisionContract } from './targets/target-decision.schema.ts';
import { cadenceContract } from './organizations/cadence.schema.ts';
import { organizationContract } from './organizations/organization.schema.ts';
import { exportJobContract } from './exports/export-job.schema.ts';
import { exportContract } from './exports/export.schema.ts';
import { templateContract, templateUploadContract } from './templates/template.schema.ts';
import { noteContract } from './notes/note.schema.ts';
import { recordContract } from './decision-records/record.schema.ts';
import { historyContract } from './history/history.schema.ts';
import { searchContract } from './search/search.schema.ts';
import { userContract } from './users/user.schema.ts';
import { viewContract } from './views/view.schema.ts';
import { sessionContract } from './users/session.schema.ts';

/** Every line of the outside surface, feature by feature. */
export const contract = {
  ...healthContract,
  ...sessionContract,
  ...viewContract,
  ...userContract,
  ...searchContract,
  ...historyContract,
  ...exportContract,
  ...exportJobContract,
  ...templateContract,
  ...templateUploadContract,
  ...noteContract,
  ...recordContract,
  ...organizationContract,
  ...cadenceContract,
  ...contactContract,
  ...interactionContract,
  ...suggestionContract,
  ...followUpContract,
  ...logContract,
  ...captureContract,
  ...todayContract,
  ...importContract,
  ...quarantineContract,
  ...agendaContract,
  ...feedContract,
  ...digestContract,
  ...missionContract,
  ...forumContract,
  ...agreementContract,
  ...placeContract,
  ...regionContract,
  ...frameworkContract,
  ...policyNodeContract,
  ...alignmentContract,
  ...sectorContract,
  ...versionContract,
  ...measureContract,
  ...mapContract,
  ...shapesContract,
  ...acquaintanceContract,
  ...coverageContract,
  ...timelineContract,
  ...decisionContract,
  ...exerciseContract,
  ...robustnessContract,
  ...coordinationContract,
  ...targetDecisionContract,
};

/** What the web calls, and the server answers. */
export type Api = typeof contract;
