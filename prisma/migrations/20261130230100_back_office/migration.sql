-- CreateTable
CREATE TABLE "admin_key" (
    "id" SERIAL NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(6),
    "expires_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "admin_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "admin_change" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "key_id" INTEGER,
    "action" VARCHAR(60) NOT NULL,
    "target" VARCHAR(100) NOT NULL,

    CONSTRAINT "admin_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "admin_key_token_hash_key" ON "admin_key"("token_hash");

-- CreateIndex
CREATE INDEX "admin_change_key_id_idx" ON "admin_change"("key_id");

-- CreateIndex
CREATE INDEX "admin_change_at_idx" ON "admin_change"("at");

-- AddForeignKey
ALTER TABLE "admin_change" ADD CONSTRAINT "admin_change_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "admin_key"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The back office asks for customers by when they changed. On a large table build the index beforehand, with
-- CONCURRENTLY, under this name.
CREATE INDEX IF NOT EXISTS "customer_modified_at_id_idx" ON "customer"("modified_at", "id");
