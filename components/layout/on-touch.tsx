"use client";

import { type ComponentType, createElement, lazy, type ReactNode, Suspense, useEffect, useRef } from "react";
import { useIsFromServer } from "@/components/forms/pre-hydration-input";
import { awaitTouch, comeAlive, loadAtLast, WAITING, whenTouched } from "./first-touch";

/**
 * A component whose script loads at the page's first touch; until then it is the server's markup, which React keeps. What
 * a navigation brings loads at once.
 *
 * @param cannotWait whether it has something to do before a touch, with what it is given
 */
export function onTouch<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  cannotWait: (props: Props) => boolean = () => false,
): (props: Props) => ReactNode {
  const loadTranslated = async () => {
    const [Component, { Translated }] = await loadAtLast(() => Promise.all([load(), import("./translated")]));
    const render = (props: Props) => (
      <Translated>
        <Component {...props} />
      </Translated>
    );
    return { default: render };
  };
  let demand: () => void = () => undefined;
  const demanded = new Promise<void>((resolve) => {
    demand = resolve;
  });
  const untilWanted = () => Promise.race([whenTouched(), demanded]).then(loadTranslated);
  // The server has it ready before anybody asks.
  const onServer = typeof window === "undefined" ? loadTranslated() : null;
  const Part = lazy(() => onServer ?? untilWanted());

  // biome-ignore lint/correctness/noComponentHookFactories: called once per module, as lazy is
  return function OnTouch(props: Props) {
    const isFromServer = useIsFromServer();
    if (!isFromServer || cannotWait(props)) demand();
    const part = (
      <Lively>
        <Part {...props} />
      </Lively>
    );
    // What is not from the server has nothing to show instead: the page above waits for it.
    return isFromServer ? <Suspense>{part}</Suspense> : part;
  };
}

/** Listens for the touch, on every page. */
export function FirstTouch() {
  useEffect(awaitTouch, []);
  return null;
}

/** Marks a part until React has taken it over. */
function Lively({ children }: { children: ReactNode }) {
  const element = useRef<HTMLElement>(null);
  // After the effects of the part itself.
  useEffect(() => comeAlive(element.current), []);
  // An element of our own may stand in a paragraph as well as around a section.
  return createElement("page-part", { ref: element, [WAITING]: "" }, children);
}
