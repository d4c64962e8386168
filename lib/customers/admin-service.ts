import { canonicalPhone } from "@/lib/contact/phone-rules";
import { readPhonesAfter, writeCanonicalPhone } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";

/**
 * Brings stored numbers to the form in which they are compared today: numbering plans change, and so does their reading.
 * @returns how many were changed, and the ids of customers whose number is another's now: theirs stays as it was
 */
export async function rereadPhones({
  db,
  env,
}: Pick<Deps, "db" | "env">): Promise<{ changed: number; kept: number[] }> {
  const kept: number[] = [];
  let changed = 0;
  let last = 0;
  for (let rows = await readPhonesAfter(db, last); rows.length > 0; rows = await readPhonesAfter(db, last)) {
    for (const { id, phone, phoneCanonical } of rows) {
      const canonical = canonicalPhone(phone, env.DEFAULT_PHONE_REGION);
      if (canonical === null || canonical === phoneCanonical) continue;
      if (await writeCanonicalPhone(db, id, canonical)) changed++;
      else kept.push(id);
    }
    last = rows.at(-1)?.id ?? last;
  }
  return { changed, kept };
}
