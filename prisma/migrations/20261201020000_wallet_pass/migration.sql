-- CreateTable
CREATE TABLE "wallet_pass" (
    "id" BIGSERIAL NOT NULL,
    "customer_id" INTEGER,
    "platform" VARCHAR(10) NOT NULL,
    "serial" UUID NOT NULL DEFAULT gen_random_uuid(),
    "token_hashes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "shown" VARCHAR(64),
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT date_trunc('second', CURRENT_TIMESTAMP),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "wallet_pass_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "wallet_phone" (
    "pass_id" BIGINT NOT NULL,
    "device_hash" VARCHAR(64) NOT NULL,
    "push_token" VARCHAR(200) NOT NULL,
    "registered_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "wallet_phone_pkey" PRIMARY KEY ("device_hash","pass_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "wallet_pass_serial_key" ON "wallet_pass"("serial");

-- CreateIndex
CREATE UNIQUE INDEX "wallet_pass_customer_id_platform_key" ON "wallet_pass"("customer_id", "platform");

-- CreateIndex
CREATE INDEX "wallet_pass_ended_idx" ON "wallet_pass"("ended_at") WHERE (ended_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "wallet_phone_pass_id_idx" ON "wallet_phone"("pass_id");

-- AddForeignKey
ALTER TABLE "wallet_pass" ADD CONSTRAINT "wallet_pass_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wallet_phone" ADD CONSTRAINT "wallet_phone_pass_id_fkey" FOREIGN KEY ("pass_id") REFERENCES "wallet_pass"("id") ON DELETE CASCADE ON UPDATE CASCADE;
