-- DropIndex
DROP INDEX "Interaction_placeId_idx";

-- CreateIndex
CREATE INDEX "Interaction_placeId_status_startsAt_idx" ON "Interaction"("placeId", "status", "startsAt");
