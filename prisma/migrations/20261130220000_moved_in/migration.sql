-- CreateTable
CREATE TABLE "moved_in_customer" (
    "source" VARCHAR(40) NOT NULL,
    "external_id" VARCHAR(100) NOT NULL,
    "customer_id" INTEGER,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "moved_in_customer_pkey" PRIMARY KEY ("source","external_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "moved_in_customer_customer_id_key" ON "moved_in_customer"("customer_id");

-- AddForeignKey
ALTER TABLE "moved_in_customer" ADD CONSTRAINT "moved_in_customer_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;
