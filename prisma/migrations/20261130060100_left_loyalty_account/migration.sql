-- CreateTable
CREATE TABLE "left_loyalty_account" (
    "customer_id" INTEGER NOT NULL,
    "provider" VARCHAR(20) NOT NULL,
    "account_number" VARCHAR(100) NOT NULL,
    "left_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "left_loyalty_account_pkey" PRIMARY KEY ("customer_id","provider")
);

-- AddForeignKey
ALTER TABLE "left_loyalty_account" ADD CONSTRAINT "left_loyalty_account_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;
