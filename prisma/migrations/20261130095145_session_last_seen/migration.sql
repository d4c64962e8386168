-- CreateIndex
CREATE INDEX "session_last_seen_at_idx" ON "session"("last_seen_at");
