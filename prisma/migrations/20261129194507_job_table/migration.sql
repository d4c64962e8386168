-- CreateTable
CREATE TABLE "job" (
    "id" BIGSERIAL NOT NULL,
    "kind" VARCHAR(60) NOT NULL,
    "key" VARCHAR(200),
    "payload" JSON NOT NULL DEFAULT '{}',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "run_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claim" UUID,
    "claimed_until" TIMESTAMPTZ(6),
    "last_error" VARCHAR(60),
    "dead_at" TIMESTAMPTZ(6),

    CONSTRAINT "job_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "job_kind_run_at_idx" ON "job"("kind", "run_at");

-- CreateIndex
CREATE UNIQUE INDEX "job_kind_key_key" ON "job"("kind", "key");

-- The notices and mails that are still to be delivered, oldest first, with the attempts that they have behind them.
INSERT INTO "job" ("kind", "payload", "attempts", "created_at", "run_at")
SELECT 'notification.send',
    json_build_object('channel', "channel", 'to', "to", 'subject', "subject", 'body', "body"),
    "attempts", "created_at", "next_attempt_at"
FROM "queued_message" ORDER BY "id";

-- DropTable
DROP TABLE "queued_message";
