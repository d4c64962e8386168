import type { FilledSlots } from "@/app/slots";

/* A shop's own parts of the account: docs/your-shop.md explains each place, examples/slots has some to look at. */

export default {} satisfies FilledSlots;
