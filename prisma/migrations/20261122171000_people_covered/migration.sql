-- DropIndex
DROP INDEX "Contact_sortName_id_idx";

-- DropIndex
DROP INDEX "Contact_lastHeldAt_id_idx";

-- DropIndex
DROP INDEX "Position_contactId_idx";

-- DropIndex
DROP INDEX "Position_organizationId_idx";

-- CreateIndex
CREATE INDEX "Contact_sortName_id_archivedAt_sensitivity_createdById_idx" ON "Contact"("sortName", "id", "archivedAt", "sensitivity", "createdById");

-- CreateIndex
CREATE INDEX "Contact_lastHeldAt_id_archivedAt_sensitivity_createdById_idx" ON "Contact"("lastHeldAt", "id", "archivedAt", "sensitivity", "createdById");

-- CreateIndex
CREATE INDEX "Position_contactId_validFrom_validTo_organizationId_roleCode_idx" ON "Position"("contactId", "validFrom", "validTo", "organizationId", "roleCode");

-- CreateIndex
CREATE INDEX "Position_organizationId_contactId_validFrom_validTo_idx" ON "Position"("organizationId", "contactId", "validFrom", "validTo");
