import Fastify, { type FastifyInstance } from 'fastify';
import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import type { Database } from './database.ts';
import { answerBadAddress, registerErrors } from './http/errors.ts';
import { registerHealth } from './http/health.ts';
import { contract } from './contract.ts';
import { registerOpenApi } from './http/openapi.ts';
import { registerSessions } from './http/session.ts';
import { registerValidation } from './http/validation.ts';
import { captureRoutes } from './capture/capture.routes.ts';
import { contactRoutes } from './contacts/contact.routes.ts';
import { followUpRoutes } from './followups/followup.routes.ts';
import { logRoutes } from './followups/log.routes.ts';
import { suggestionRoutes } from './suggestions/suggestion.routes.ts';
import { interactionRoutes } from './interactions/interaction.routes.ts';
import { digestRoutes } from './reminders/digest.routes.ts';
import { todayRoutes } from './today/today.routes.ts';
import { importRoutes } from './imports/import.routes.ts';
import { quarantineRoutes } from './imports/quarantine.routes.ts';
import { agendaRoutes } from './agenda/agenda.routes.ts';
import { feedRoutes } from './calendar/feed.routes.ts';
import { missionRoutes } from './missions/mission.routes.ts';
import { forumRoutes } from './forums/forum.routes.ts';
import { agreementRoutes } from './agreements/agreement.routes.ts';
import { placeRoutes } from './places/place.routes.ts';
import { regionRoutes } from './places/region.routes.ts';
import { frameworkRoutes } from './policy/framework.routes.ts';
import { policyNodeRoutes } from './policy/policy-node.routes.ts';
import { alignmentRoutes } from './policy/alignment.routes.ts';
import { sectorRoutes } from './policy/sector.routes.ts';
import { versionRoutes } from './versions/version.routes.ts';
import { coverageRoutes } from './coverage/coverage.routes.ts';
import { acquaintanceRoutes } from './acquaintances/acquaintance.routes.ts';
import { mapRoutes } from './map/map.routes.ts';
import { timelineRoutes } from './timeline/timeline.routes.ts';
import { measureRoutes } from './measures/measure.routes.ts';
import { decisionRoutes } from './targets/decision.routes.ts';
import { coordinationRoutes } from './targets/coordination.routes.ts';
import { exerciseRoutes } from './targets/exercise.routes.ts';
import { robustnessRoutes } from './targets/robustness.routes.ts';
import { targetDecisionRoutes } from './targets/target-decision.routes.ts';
import { organizationRoutes } from './organizations/organization.routes.ts';
import { exportRoutes } from './exports/export.routes.ts';
import { templateRoutes } from './templates/template.routes.ts';
import { noteRoutes } from './notes/note.routes.ts';
import { recordRoutes } from './decision-records/record.routes.ts';
import { historyRoutes } from './history/history.routes.ts';
import { searchRoutes } from './search/search.routes.ts';
import { userRoutes } from './users/user.routes.ts';
import { viewRoutes } from './views/view.routes.ts';
import { sessionRoutes } from './users/session.routes.ts';

export type Deps = {
  db: Database;
  /** Signs the session cookie; at least 32 characters */
  sessionSecret: string;
  logLevel?: string;
  clock?: () => Date;
  /** Sign-in attempts a minute for one address from one machine */
  signInAttempts?: number;
  trustProxy?: boolean;
  /** Where files that the server makes are kept for a while; beside the database when none is told */
  dataDir?: string;
  /** The office can send mail */
  canMail?: boolean;
};

declare module 'fastify' {
  interface FastifyInstance {
    signInAttempts: number;
    dataDir: string | undefined;
  }
}

/** The whole API, ready for `inject` or `listen`. The register lines are its table of contents. */
export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = Fastify({
    logger: deps.logLevel && deps.logLevel !== 'silent' ? { level: deps.logLevel } : false,
    // The proxy next to us, and nothing that a client adds to what the proxy says of it.
    trustProxy: deps.trustProxy ? (_, hop) => hop === 0 : false,
    bodyLimit: 2 * 1024 * 1024,
    frameworkErrors: answerBadAddress,
    routerOptions: { maxParamLength: 200 },
  });
  app.decorate('db', deps.db);
  app.decorate('clock', deps.clock ?? (() => new Date()));
  app.decorate('signInAttempts', deps.signInAttempts ?? 20);
  app.decorate('dataDir', deps.dataDir);

  app.decorate('mailing', { secret: deps.sessionSecret, isConfigured: deps.canMail ?? false });

  registerErrors(app);
  registerValidation(app);
  // The pages' own policy comes from SvelteKit, with its nonces; the API's answers are never pages.
  await app.register(fastifyHelmet, { contentSecurityPolicy: false, strictTransportSecurity: deps.trustProxy ?? false });
  await app.register(fastifyRateLimit, { global: false });
  await registerSessions(app, deps.sessionSecret);
  registerOpenApi(app, contract);
  registerHealth(app);

  await app.register(sessionRoutes);
  await app.register(viewRoutes);
  await app.register(userRoutes);
  await app.register(searchRoutes);
  await app.register(historyRoutes);
  await app.register(exportRoutes);
  await app.register(templateRoutes);
  await app.register(noteRoutes);
  await app.register(recordRoutes);
  await app.register(organizationRoutes);
  await app.register(contactRoutes);
  await app.register(interactionRoutes);
  await app.register(suggestionRoutes);
  await app.register(followUpRoutes);
  await app.register(logRoutes);
  await app.register(captureRoutes);
  await app.register(todayRoutes);
  await app.register(importRoutes);
  await app.register(quarantineRoutes);
  await app.register(agendaRoutes);
  await app.register(feedRoutes);
  await app.register(digestRoutes);
  await app.register(missionRoutes);
  await app.register(forumRoutes);
  await app.register(agreementRoutes);
  await app.register(placeRoutes);
  await app.register(regionRoutes);
  await app.register(frameworkRoutes);
  await app.register(policyNodeRoutes);
  await app.register(alignmentRoutes);
  await app.register(sectorRoutes);
  await app.register(versionRoutes);
  await app.register(measureRoutes);
  await app.register(mapRoutes);
  await app.register(acquaintanceRoutes);
  await app.register(coverageRoutes);
  await app.register(timelineRoutes);
  await app.register(decisionRoutes);
  await app.register(exerciseRoutes);
  await app.register(robustnessRoutes);
  await app.register(coordinationRoutes);
  await app.register(targetDecisionRoutes);
  return app;
}
