-- DropIndex
DROP INDEX "Contact_lastHeldAt_idx";

-- CreateIndex
CREATE INDEX "Contact_lastHeldAt_id_idx" ON "Contact"("lastHeldAt", "id");

-- CreateIndex
CREATE INDEX "Contact_id_archivedAt_sensitivity_createdById_idx" ON "Contact"("id", "archivedAt", "sensitivity", "createdById");
