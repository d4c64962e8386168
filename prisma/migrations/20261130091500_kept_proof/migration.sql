-- A registration whose address is taken keeps what its code has proved: another address needs no second message.
ALTER TABLE "verification" ADD COLUMN "proved_until" TIMESTAMPTZ(6);
