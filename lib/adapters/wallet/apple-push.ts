import { type ClientHttp2Session, connect } from "node:http2";
import { faultCode } from "@/lib/adapters/wallet/fault-code";
import { callTraced } from "@/lib/platform/tracing";

export type PushSettings = {
  url: string;
  topic: string;
  /** Who we are: PEM. */
  certificate: string;
  key: string;
  authority?: string | undefined;
  timeoutMs?: number;
};

const TIMEOUT_MS = 10_000;
const ANSWER_MAX_LENGTH = 4096;
/** Apple's words for a token that is none of this pass type's phones', and will never be. */
const NEVER = /BadDeviceToken|DeviceTokenNotForTopic|Unregistered/;

type Outcome = "told" | "gone" | { failure: string };

/**
 * Tells phones by Apple's push service that a pass has changed, over one connection: the notification is empty, since the
 * phone asks what has. @returns as AppleWallet.push
 */
export function pushToPhones(
  settings: PushSettings,
  pushTokens: readonly string[],
): Promise<{ gone: string[]; failure: string | null }> {
  return callTraced("POST", settings.url, async () => {
    const { url, certificate: cert, key, authority } = settings;
    const session = connect(url, { cert, key, ...(authority !== undefined && { ca: authority }) });
    // Requests under way hear of it too.
    session.on("error", () => {});
    try {
      const outcomes = await Promise.all(pushTokens.map((token) => pushOnce(session, settings, token)));
      const failed = outcomes.find((outcome) => typeof outcome === "object");
      return { gone: pushTokens.filter((_, index) => outcomes[index] === "gone"), failure: failed?.failure ?? null };
    } finally {
      session.destroy();
    }
  });
}

/** Never throws: what becomes of one phone is nothing to the others. */
function pushOnce(session: ClientHttp2Session, settings: PushSettings, token: string): Promise<Outcome> {
  const { topic, timeoutMs = TIMEOUT_MS } = settings;
  return new Promise((resolve) => {
    const fail = (reason: string) => resolve({ failure: reason });
    const deadline = setTimeout(() => {
      fail("timeout");
      session.destroy();
    }, timeoutMs);
    const stream = session.request({ ":method": "POST", ":path": `/3/device/${token}`, "apns-topic": topic });
    let status = 0;
    let answer = "";
    stream.setEncoding("utf8");
    stream.once("response", (headers) => {
      status = headers[":status"] ?? 0;
    });
    stream.on("data", (part: string) => {
      answer = `${answer}${part}`.slice(0, ANSWER_MAX_LENGTH);
    });
    stream.once("end", () => resolve(outcomeOf(status, answer)));
    stream.on("error", (error) => fail(faultCode(error)));
    stream.once("close", () => {
      clearTimeout(deadline);
      fail("closed");
    });
    stream.end("{}");
  });
}

function outcomeOf(status: number, answer: string): Outcome {
  if (status === 200) return "told";
  if (status === 410 || (status === 400 && NEVER.test(answer))) return "gone";
  return { failure: `status_${status}` };
}
