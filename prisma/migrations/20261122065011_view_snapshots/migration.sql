-- CreateTable
CREATE TABLE "ViewSnapshot" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "viewId" TEXT NOT NULL,
    "takenOn" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "recordIds" TEXT NOT NULL,
    CONSTRAINT "ViewSnapshot_viewId_fkey" FOREIGN KEY ("viewId") REFERENCES "SavedView" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "ViewSnapshot_viewId_takenOn_key" ON "ViewSnapshot"("viewId", "takenOn");
