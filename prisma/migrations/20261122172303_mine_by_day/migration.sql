-- DropIndex
DROP INDEX "FollowUp_assigneeId_idx";

-- DropIndex
DROP INDEX "Organization_ownerId_idx";

-- CreateIndex
CREATE INDEX "FollowUp_assigneeId_status_dueOn_idx" ON "FollowUp"("assigneeId", "status", "dueOn");

-- CreateIndex
CREATE INDEX "Organization_ownerId_id_idx" ON "Organization"("ownerId", "id");

-- CreateIndex
CREATE INDEX "Organization_cadenceDays_idx" ON "Organization"("cadenceDays");
