import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { AppError, ERRORS, FieldErrors } from "@/lib/platform/errors";

/*
 * What is counted, for an operator to see (docs/observability.md). One of the dependencies, as the log is: use cases count
 * by it and know nothing of how it is read. Values of labels are few and our own words, never what somebody sent.
 */

const SECONDS = {
  answers: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  waits: [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  calls: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5],
};

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const described = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) => ({
    ...{ name: `storefront_${name}`, help, labelNames },
    registers: [registry],
  });
  const counter = <Label extends string>(name: string, help: string, labels: readonly Label[] = []) =>
    new Counter(described(name, help, labels));
  const histogram = <Label extends string>(name: string, help: string, buckets: number[], labels: readonly Label[]) =>
    new Histogram({ ...described(name, help, labels), buckets });

  return {
    registry,
    requests: histogram("http_request_duration_seconds", "Requests, and how long each took.", SECONDS.answers, [
      ...(["route", "method", "status"] as const),
    ]),
    unavailable: counter("unavailable_total", "Answers of 503, by what was missing.", ["missing"]),
    pageErrors: counter("page_errors_total", "Pages that failed to render, also those that were begun with a 200.", [
      "route",
    ]),
    poolWaits: histogram("database_pool_wait_seconds", "How long it took to get a connection.", SECONDS.waits, []),
    sms: counter("sms_total", "Text messages, by what became of them.", ["purpose", "outcome"]),
    smsSegments: counter("sms_segments_total", "What a gateway charges for: the parts of messages.", ["purpose"]),
    smsCost: counter("sms_cost_total", "Parts times SMS_PRICE_PER_SEGMENT.", ["purpose"]),
    mails: counter("mails_total", "Mails, by what became of them.", ["outcome"]),
    webhooks: counter("webhooks_total", "Attempts to deliver an event, and events that were given up.", ["outcome"]),
    webhookEndpointsDisabled: counter("webhook_endpoints_disabled_total", "Endpoints that we stopped sending to.", [
      "reason",
    ]),
    codesAsked: counter("codes_asked_total", "Codes that were asked for, also beyond a limit.", ["purpose"]),
    codeAnswers: counter("code_answers_total", "Codes that were submitted.", ["purpose", "outcome"]),
    signIns: counter("sign_ins_total", "Sign-ins, by way and by how they ended.", ["way", "outcome"]),
    loyaltyCalls: histogram(
      "loyalty_call_duration_seconds",
      "Calls of the loyalty programme, a second try included.",
      SECONDS.calls,
      ["operation", "outcome"],
    ),
    loyaltyBreaker: new Gauge({
      ...described("loyalty_breaker_open", "Whether the loyalty programme is not asked, since it failed.", []),
    }),
  };
}

/** How something ended: undefined for no error, else what the error means to an operator. */
export function outcomeOf(error: unknown): "ok" | "refused" | "limited" | "failed" {
  if (error === undefined) return "ok";
  if (error instanceof FieldErrors) return "refused";
  if (!(error instanceof AppError) || ERRORS[error.code].status >= 500) return "failed";
  return error.code === "throttled" ? "limited" : "refused";
}

/** Counts how work ended. @param name of the outcome, given the error or undefined */
export async function countOutcome<Label extends string, Result>(
  counter: Counter<Label>,
  labels: Record<Exclude<Label, "outcome">, string>,
  work: () => Promise<Result>,
  name: (error: unknown) => string = outcomeOf,
): Promise<Result> {
  const count = (error?: unknown) =>
    counter.inc({ ...labels, outcome: name(error) } as unknown as Record<Label, string>);
  try {
    const result = await work();
    count();
    return result;
  } catch (error) {
    count(error);
    throw error;
  }
}
