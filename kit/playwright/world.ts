import { type APIRequestContext, type APIResponse, expect } from "@playwright/test";

/* A world: a shop of a test's own on a running store, which is a demo or in test mode. See docs/qa.md. */

export type Language = "tr" | "en" | "ar" | "ru" | "de" | "fr";

/** What of it is left out is filled in. */
export type PersonaInput = {
  first_name?: string;
  last_name?: string;
  email?: string;
  phone?: string | null;
  phone_proved?: boolean;
  email_proved?: boolean;
  password?: string;
  language?: Language;
  date_of_birth?: string | null;
  gender?: "female" | "male" | null;
  email_allowed?: boolean | null;
  sms_allowed?: boolean | null;
  call_allowed?: boolean | null;
  /** Names or ids, the active one first. */
  segments?: string[];
  card?: boolean;
  points?: number;
};

type Cookie = {
  name: string;
  value: string;
  url: string;
  httpOnly: boolean;
  secure: boolean;
  sameSite: "Lax";
};

export type Persona = {
  id: number;
  email: string;
  phone: string | null;
  password: string;
  /** For `context.addCookies`. */
  cookies: Cookie[];
  /** For `Authorization: Token`. */
  token: string;
};

/** Whoever is made for a test has a number, unless none is wanted. */
export type NewPersona = Persona & { phone: string };

/** Numbers that decide what becomes of a message to them. */
export const NUMBERS = {
  delivered: "+905550000001",
  refused: "+905550000002",
  unreachable: "+905550000003",
  /** Twenty seconds of the world's time late. */
  delayed: "+905550000004",
  never: "+905550000005",
} as const;

const FAULTS = {
  loyalty: "unavailable",
  sms: "refused",
  mail: "refused",
  storage: "unavailable",
  database: "away",
} as const;

export type Target = keyof typeof FAULTS;

export type FaultInput = {
  /** Another than that the target is not to be had: `refused`, `silent`, `unreachable`, `unknown`, `conflict`. */
  fault?: string;
  /** Of the target's calls only these, such as `balance` or `select`. */
  operation?: string;
  /** So often; without, until `heal`. */
  times?: number;
};

export type Message = {
  id: string;
  channel: "sms" | "mail";
  purpose: string | null;
  to: string;
  body: string;
  code: string | null;
  link: string | null;
  sent_at: string;
};

type MessageQuery = { to?: string; purpose?: string; since?: string; wait?: number };

/**
 * For a code or a link to come. Where browsers share few processors that takes a while; the store waits for 30 seconds at
 * most, and so does Playwright for an answer.
 */
const WAIT_SECONDS = 25;

export class World {
  private constructor(
    private readonly request: APIRequestContext,
    private readonly origin: string,
    readonly id: string,
  ) {}

  /** @param origin of the store, such as http://localhost:3000 */
  static async create(request: APIRequestContext, origin: string, seed: "demo" | "empty" = "demo"): Promise<World> {
    const { id } = await bodyOf(await request.post(new URL("/api/dev/worlds", origin).href, { data: { seed } }));
    return new World(request, origin, String(id));
  }

  /** What every request of a test sends. */
  get headers(): { "X-World": string } {
    return { "X-World": this.id };
  }

  /** Somebody of the demo by their name, such as `john.new`, or somebody new. */
  persona(who?: PersonaInput & { phone?: string }): Promise<NewPersona>;
  persona(who: string | PersonaInput): Promise<Persona>;
  async persona(who: string | PersonaInput = {}): Promise<Persona> {
    return (await this.post("personas", typeof who === "string" ? { as: who } : who)) as Persona;
  }

  /** Lets time go by: `30s`, `5m`, `2h`, `14d`, or an ISO 8601 duration. What is due is done. @returns the world's time */
  async travel(time: string): Promise<Date> {
    return this.moveClock({ advance: isoDuration(time) });
  }

  async travelTo(at: Date): Promise<Date> {
    return this.moveClock({ at: at.toISOString() });
  }

  async fail(target: Target, { fault = FAULTS[target], ...input }: FaultInput = {}): Promise<void> {
    await this.post("faults", { target, fault, ...input });
  }

  /** Nothing fails any more. */
  async heal(): Promise<void> {
    await this.request.delete(this.url("/faults"));
  }

  async reset(): Promise<void> {
    await this.post("reset", {});
  }

  async end(): Promise<void> {
    await this.request.delete(this.url());
  }

  /** Newest first. @param query.wait for so many seconds until there is one */
  async messages(query: MessageQuery = {}): Promise<Message[]> {
    const address = new URL("/api/dev/outbox", this.origin);
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, String(value));
    return (await bodyOf(await this.request.get(address.href, { headers: this.headers }))) as Message[];
  }

  /** The newest code that was sent to a number, once there is one. */
  code(to: string): Promise<string> {
    return this.newest("code", { to });
  }

  /** The newest personal link that was sent to an address or a number, once there is one. @param purpose of its message */
  link(to: string, purpose?: string): Promise<string> {
    return this.newest("link", { to, ...(purpose && { purpose }) });
  }

  /** Messages without it may come before the one that has it. */
  private async newest(part: "code" | "link", query: MessageQuery & { to: string }): Promise<string> {
    const deadline = Date.now() + WAIT_SECONDS * 1000;
    for (let since: string | undefined; ; ) {
      const wait = Math.max(0, Math.ceil((deadline - Date.now()) / 1000));
      const sent = await this.messages({ ...query, wait, ...(since && { since }) });
      const found = sent.find((message) => message[part] !== null)?.[part];
      if (found) return found;
      if (sent.length === 0) throw new Error(`No ${part} was sent to ${query.to}.`);
      since = sent[0]?.id;
    }
  }

  private async moveClock(move: object): Promise<Date> {
    const { now } = (await this.post("clock", move)) as { now: string };
    return new Date(now);
  }

  private url(place = ""): string {
    return new URL(`/api/dev/worlds/${this.id}${place}`, this.origin).href;
  }

  private async post(place: string, data: object): Promise<unknown> {
    return bodyOf(await this.request.post(this.url(`/${place}`), { data }));
  }
}

async function bodyOf(answer: APIResponse) {
  expect(answer.ok(), `${answer.url()} answered ${answer.status()}: ${await answer.text()}`).toBe(true);
  return answer.json();
}

/** @throws for what is neither `5m` and its like nor ISO 8601 */
export function isoDuration(time: string): string {
  const [, count, unit] = /^(\d+)([smhdw])$/.exec(time) ?? [];
  if (count && unit) return "dw".includes(unit) ? `P${count}${unit.toUpperCase()}` : `PT${count}${unit.toUpperCase()}`;
  if (!time.startsWith("P")) throw new Error(`${time} is no duration: write 30s, 5m, 2h, 14d or PT5M.`);
  return time;
}
