"use client";

import { UserRound } from "lucide-react";
import { useState } from "react";
import { classNames } from "./class-names";

type AvatarProps = {
  /** A picture of our own origin; without one, or when it cannot be shown, the initials stand in. */
  src: string | null;
  name: string;
  size: "small" | "medium" | "large";
};

const SIZES = {
  small: "size-9 text-xs",
  medium: "size-14 text-lg",
  large: "size-24 text-2xl",
};

/** A customer's picture or initials; decorative, since the name always stands beside it. */
export function Avatar({ src, name, size }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const initials = initialsOf(name);
  return (
    <span
      aria-hidden
      className={classNames(
        "relative inline-grid shrink-0 place-items-center overflow-hidden rounded-full bg-primary-soft font-bold text-on-primary-soft uppercase select-none",
        SIZES[size],
      )}
    >
      {src && src !== broken ? (
        <>
          {/* biome-ignore lint/performance/noImgElement: previews are blob addresses, which next/image cannot load */}
          <img
            ref={(image) => {
              // It failed before React was there.
              if (image?.complete && image.naturalWidth === 0) setBroken(src);
            }}
            src={src}
            alt=""
            onError={() => setBroken(src)}
            className="size-full object-cover"
          />
          {/* On paper of its own colour a picture would have no edge. */}
          <span className="absolute inset-0 rounded-full border border-ink/25" />
        </>
      ) : (
        initials || <UserRound className="size-1/2" />
      )}
    </span>
  );
}

/** CSS capitalizes them by the page's language: i becomes İ in Turkish. */
function initialsOf(name: string): string {
  const words = name.normalize("NFC").trim().split(/\s+/).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  // Arabic: the article does not count, and two initials must not join.
  return chosen.map((word = "") => [...word.replace(/^ال(?=..)/, "")][0] ?? "").join("\u200c");
}
