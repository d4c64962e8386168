import { CONTENT_ID } from "@/components/layout/skip-link";

/*
 * Unsent form input. A guest's is saved whenever they leave the form or hide the tab, since phones discard tabs while
 * people read an SMS; a customer's when their session ends, until they are back from signing in. Memory holds all of
 * it, session storage everything but passwords and files.
 */

/** The forms whose drafts are kept. */
export type DraftKey =
  | "registration"
  | "sign-in"
  | "welcome"
  | "code-sign-in"
  | "reset-request"
  | "phone-reset"
  | "profile"
  | "email-change"
  | "phone-change"
  | "api-token"
  | "loyalty-join"
  | "loyalty-edit"
  | "loyalty-link";

/** Without `customer` it is a guest's. */
type Draft = { customer?: string; savedAt: number; values: Record<string, unknown> };

/** A customer's draft expires; a guest's lives as long as its tab. */
const CUSTOMER_DRAFT_MS = 1_800_000;
const PREFIX = "form-draft:";

const memory = new Map<string, Draft>();

/** Saves values for a form, replacing its draft; without any there is none. */
export function saveDraft(key: DraftKey, values: Record<string, unknown>): void {
  if (Object.keys(values).length === 0) {
    deleteDraft(key);
    return;
  }
  const customer = customerOfPage();
  const draft: Draft = { savedAt: Date.now(), values, ...(customer !== undefined && { customer }) };
  memory.set(key, draft);
  const storable = Object.entries(values).filter(
    ([name, value]) =>
      !/password/i.test(name) && (typeof value === "string" || typeof value === "boolean" || Array.isArray(value)),
  );
  const stored = JSON.stringify({ ...draft, values: Object.fromEntries(storable) });
  withStorage((storage) => storage.setItem(PREFIX + key, stored));
}

/** Whether a form, open or not, has a draft. */
export function hasDraft(key: DraftKey): boolean {
  return Object.keys(findDraft(key)?.values ?? {}).length > 0;
}

/** Takes what another page has left for a form that has no draft itself. */
export function takeDraft(key: DraftKey): Record<string, unknown> {
  const values = findDraft(key)?.values ?? {};
  deleteDraft(key);
  return values;
}

export function deleteDraft(key: string): void {
  memory.delete(key);
  withStorage((storage) => storage.removeItem(PREFIX + key));
}

/** Whether a draft was saved since the page was loaded. */
export function isDraftInMemory(key: DraftKey): boolean {
  return memory.has(key);
}

/** Deletes this tab's guest drafts: the guest has signed in. */
export function deleteGuestDrafts(): void {
  const stored = withStorage((storage) => Object.keys(storage)) ?? [];
  const keys = stored.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
  for (const key of [...memory.keys(), ...keys]) if (readDraft(key)?.customer === undefined) deleteDraft(key);
}

/** The draft of whoever this page belongs to; deletes an expired one and anybody else's. */
export function findDraft(key: DraftKey): Draft | undefined {
  const draft = readDraft(key);
  if (!draft) return undefined;
  const isOver = draft.customer !== undefined && Date.now() - draft.savedAt > CUSTOMER_DRAFT_MS;
  if (draft.customer === customerOfPage() && !isOver) return draft;
  deleteDraft(key);
  return undefined;
}

function readDraft(key: string): Draft | undefined {
  const stored = () => withStorage((storage) => JSON.parse(storage.getItem(PREFIX + key) ?? "null") as Draft | null);
  const draft = memory.get(key) ?? stored();
  return draft && typeof draft.values === "object" && draft.values !== null ? draft : undefined;
}

/** Browsers may deny storage, and anybody may have written into it. */
function withStorage<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(window.sessionStorage);
  } catch {
    return undefined;
  }
}

/** Whose page this is; undefined for a guest's. */
export function customerOfPage(): string | undefined {
  return document.getElementById(CONTENT_ID)?.dataset.customer;
}
