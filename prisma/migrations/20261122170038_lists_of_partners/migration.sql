-- DropIndex
DROP INDEX "Organization_tier_idx";

-- DropIndex
DROP INDEX "Organization_stage_idx";

-- DropIndex
DROP INDEX "Organization_kind_idx";

-- DropIndex
DROP INDEX "Organization_lastHeldAt_id_idx";

-- DropIndex
DROP INDEX "Organization_sortName_id_idx";

-- DropIndex
DROP INDEX "Organization_placeId_idx";

-- CreateIndex
CREATE INDEX "Organization_placeId_isOurs_archivedAt_stage_kind_tier_id_idx" ON "Organization"("placeId", "isOurs", "archivedAt", "stage", "kind", "tier", "id");

-- CreateIndex
CREATE INDEX "Organization_sortName_id_isOurs_archivedAt_stage_placeId_kind_tier_idx" ON "Organization"("sortName", "id", "isOurs", "archivedAt", "stage", "placeId", "kind", "tier");

-- CreateIndex
CREATE INDEX "Organization_lastHeldAt_id_isOurs_archivedAt_stage_placeId_kind_tier_idx" ON "Organization"("lastHeldAt", "id", "isOurs", "archivedAt", "stage", "placeId", "kind", "tier");

-- CreateIndex
CREATE INDEX "Organization_isOurs_archivedAt_stage_kind_tier_placeId_id_idx" ON "Organization"("isOurs", "archivedAt", "stage", "kind", "tier", "placeId", "id");
