-- AlterTable
ALTER TABLE "NoteSubject" ADD COLUMN "placeId" TEXT CONSTRAINT "NoteSubject_placeId_fkey" REFERENCES "Place" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "NoteSubject" ADD COLUMN "regionId" TEXT CONSTRAINT "NoteSubject_regionId_fkey" REFERENCES "Region" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "NoteSubject" ADD COLUMN "frameworkId" TEXT CONSTRAINT "NoteSubject_frameworkId_fkey" REFERENCES "Framework" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "NoteSubject_placeId_idx" ON "NoteSubject"("placeId");

-- CreateIndex
CREATE INDEX "NoteSubject_regionId_idx" ON "NoteSubject"("regionId");

-- CreateIndex
CREATE INDEX "NoteSubject_frameworkId_idx" ON "NoteSubject"("frameworkId");
