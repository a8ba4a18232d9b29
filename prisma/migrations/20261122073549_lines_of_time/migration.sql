-- DropIndex
DROP INDEX "Interaction_status_startsAt_idx";

-- CreateIndex
CREATE INDEX "Interaction_status_startsAt_id_idx" ON "Interaction"("status", "startsAt", "id");
