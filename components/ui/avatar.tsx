import { UserRound } from "lucide-react";
import { classNames } from "./class-names";

type AvatarProps = {
  /** A picture of our own origin; without one the initials stand in. */
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
  const initials = initialsOf(name);
  return (
    <span
      aria-hidden
      className={classNames(
        "inline-grid shrink-0 place-items-center overflow-hidden rounded-full bg-primary-soft font-bold text-on-primary-soft uppercase select-none",
        SIZES[size],
      )}
    >
      {src ? (
        // biome-ignore lint/performance/noImgElement: previews are blob addresses, which next/image cannot load
        <img src={src} alt="" className="size-full object-cover" />
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
