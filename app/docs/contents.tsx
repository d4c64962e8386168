"use client";

import { ListTree, Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import type { Method } from "./endpoint";
import { MethodBadge } from "./method-badge";

export type ContentsEntry = { id: string; text: string; method?: Method; path?: string };
export type ContentsGroup = { id: string; title: string; entries: ContentsEntry[] };

/** The page's contents, to be filtered by path, method or words; on phones behind a button that stays in sight. */
export function Contents({ groups }: { groups: ContentsGroup[] }) {
  const [filter, setFilter] = useState("");
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const here = useReadersPlace(groups, list);
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = groups
    .map(({ entries, ...group }) => ({
      ...group,
      entries: entries.filter((entry) => matches(entry, group.title, words)),
    }))
    .filter(({ entries }) => entries.length > 0);
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <nav
      aria-label="Contents"
      onKeyDown={({ key }) => key === "Escape" && open && close()}
      className="sticky top-16 z-20 -mx-4 border-b border-line bg-canvas/95 px-4 py-2 backdrop-blur-md sm:-mx-6 sm:px-6 lg:top-16 lg:mx-0 lg:h-[calc(100dvh-4rem)] lg:border-0 lg:bg-transparent lg:px-0 lg:py-6 lg:backdrop-blur-none"
    >
      <button
        ref={opener}
        type="button"
        aria-expanded={open}
        aria-controls="contents-list"
        onClick={() => setOpen(!open)}
        className="flex min-h-11 w-full items-center gap-2 rounded-control border border-line-strong bg-surface px-4 text-start text-sm font-semibold lg:hidden"
      >
        <ListTree aria-hidden className="size-4.5 text-ink-soft" />
        Contents
      </button>
      <div id="contents-list" className={classNames("flex-col lg:flex lg:h-full", open ? "flex" : "hidden")}>
        <div className="relative mt-2 shrink-0 lg:mt-0 lg:pe-3">
          <Search
            aria-hidden
            className="pointer-events-none absolute start-3 top-1/2 size-4 -translate-y-1/2 text-ink-soft"
          />
          <input
            type="search"
            aria-label="Filter endpoints"
            placeholder="Filter: phone, PATCH, /users/…"
            value={filter}
            onChange={({ target }) => setFilter(target.value)}
            className="min-h-11 w-full rounded-control border border-line-strong bg-surface ps-9 pe-3 text-sm placeholder:text-ink-soft"
          />
        </div>
        <div
          ref={list}
          className="relative mt-3 max-h-[60dvh] overflow-y-auto overscroll-contain pb-3 lg:max-h-none lg:pe-3"
        >
          <p aria-live="polite" className="sr-only">
            {words.length > 0 && `${shown.reduce((sum, { entries }) => sum + entries.length, 0)} found`}
          </p>
          {shown.length === 0 && <p className="px-2 py-3 text-sm text-ink-soft">Nothing here has these words.</p>}
          {shown.map(({ id, title, entries }) => (
            <div key={id} className="mb-4">
              <a
                href={`#${id}`}
                onClick={() => setOpen(false)}
                className="block px-2 py-1 text-xs font-bold text-ink hover:text-primary"
              >
                {title}
              </a>
              <ul>
                {entries.map((entry) => (
                  <li key={entry.id}>
                    <a
                      href={`#${entry.id}`}
                      onClick={() => setOpen(false)}
                      aria-current={entry.id === here ? "location" : undefined}
                      className="flex min-h-8 items-center gap-2 rounded-sm px-2 py-1 text-xs text-ink-soft hover:bg-sunken hover:text-ink aria-[current]:bg-sunken aria-[current]:font-semibold aria-[current]:text-ink"
                    >
                      {entry.method && <MethodBadge method={entry.method} small />}
                      <span className="min-w-0">{entry.text}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </div>
    </nav>
  );
}

function matches({ text, method, path }: ContentsEntry, title: string, words: string[]): boolean {
  const all = `${title} ${text} ${method ?? ""} ${path ?? ""}`.toLowerCase();
  return words.every((word) => all.includes(word));
}

/** What the reader has before him, by its id; the list follows him. */
function useReadersPlace(groups: ContentsGroup[], list: { current: HTMLElement | null }): string | undefined {
  const [here, setHere] = useState<string>();
  useEffect(() => {
    const observer = new IntersectionObserver(
      (seen) => {
        const first = seen.find(({ isIntersecting }) => isIntersecting);
        if (first) setHere(first.target.id);
      },
      // The band under the header in which something is being read.
      { rootMargin: "-20% 0px -70% 0px" },
    );
    for (const { id } of groups.flatMap(({ entries }) => entries)) {
      const section = document.getElementById(id);
      if (section) observer.observe(section);
    }
    return () => observer.disconnect();
  }, [groups]);
  useEffect(() => {
    const link = here && list.current?.querySelector<HTMLElement>(`[href="#${here}"]`);
    if (!link || !list.current) return;
    const { scrollTop, clientHeight } = list.current;
    const hidden = link.offsetTop < scrollTop || link.offsetTop + link.offsetHeight > scrollTop + clientHeight;
    if (hidden) list.current.scrollTop = link.offsetTop - clientHeight / 2;
  }, [here, list]);
  return here;
}
