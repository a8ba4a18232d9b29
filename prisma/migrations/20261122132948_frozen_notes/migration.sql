-- CreateTable
CREATE TABLE "NoteFile" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "noteId" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "content" BLOB NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    CONSTRAINT "NoteFile_noteId_fkey" FOREIGN KEY ("noteId") REFERENCES "Note" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "Note" ADD COLUMN "about" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Note" ADD COLUMN "coversFrom" TEXT;
ALTER TABLE "Note" ADD COLUMN "coversTo" TEXT;
ALTER TABLE "Note" ADD COLUMN "edition" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "Note" ADD COLUMN "supersedesId" TEXT CONSTRAINT "Note_supersedesId_fkey" REFERENCES "Note" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Note" ADD COLUMN "templateId" TEXT CONSTRAINT "Note_templateId_fkey" REFERENCES "DocumentTemplate" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The notes kept until now: their records as one text, and their editions in the order in which they were kept.
UPDATE "Note" SET "about" = COALESCE((
    SELECT group_concat("one", char(10)) FROM (
        SELECT CASE
            WHEN "organizationId" IS NOT NULL THEN 'organization:' || "organizationId"
            WHEN "contactId" IS NOT NULL THEN 'contact:' || "contactId"
            WHEN "interactionId" IS NOT NULL THEN 'interaction:' || "interactionId"
            WHEN "missionId" IS NOT NULL THEN 'mission:' || "missionId"
            WHEN "placeId" IS NOT NULL THEN 'place:' || "placeId"
            WHEN "regionId" IS NOT NULL THEN 'region:' || "regionId"
            WHEN "frameworkId" IS NOT NULL THEN 'framework:' || "frameworkId"
        END AS "one" FROM "NoteSubject" WHERE "noteId" = "Note"."id" ORDER BY 1
    )
), '');
UPDATE "Note" SET "edition" = "kept"."place", "supersedesId" = "kept"."before" FROM (
    SELECT "id",
        row_number() OVER "same" AS "place",
        lag("id") OVER "same" AS "before"
    FROM "Note" WINDOW "same" AS (PARTITION BY "kind", "language", "audience", "about" ORDER BY "createdAt", "id")
) AS "kept" WHERE "kept"."id" = "Note"."id" AND "about" <> '';

-- CreateIndex
CREATE UNIQUE INDEX "Note_supersedesId_key" ON "Note"("supersedesId");

-- CreateIndex
CREATE INDEX "Note_about_kind_idx" ON "Note"("about", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "NoteFile_noteId_format_key" ON "NoteFile"("noteId", "format");
