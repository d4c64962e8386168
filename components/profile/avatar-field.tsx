"use client";

import { ImagePlus, Trash2, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { type Control, useController } from "react-hook-form";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { describedBy, FieldError, FieldHint, fieldId } from "@/components/ui/field";
import { fittingPicture, PICTURE_MAX_BYTES, PICTURE_MAX_MEGABYTES, PICTURE_TYPES } from "./picture";
import type { ProfileValues } from "./profile-values";

type AvatarFieldProps = {
  control: Control<ProfileValues>;
  name: string;
  /** The saved picture, if we may show it. */
  saved: string | null;
  /** Whether there is a saved picture at all. */
  removable: boolean;
};

/** Chooses, previews and removes the picture; saving the form sends it. */
export function AvatarField({ control, name, saved, removable }: AvatarFieldProps) {
  const t = useTranslations("profile.picture");
  const errors = useTranslations("fields");
  const { field, fieldState } = useController({ control, name: "avatar" });
  const [rejection, setRejection] = useState<string>();
  const preview = useObjectUrl(field.value instanceof File ? field.value : null);
  const id = fieldId("avatar");
  const hint = t("hint");
  const error = rejection ?? fieldState.error?.message;

  const choose = async (file: File | undefined) => {
    if (!file) return;
    const picture = await fittingPicture(file);
    if (picture && picture.size <= PICTURE_MAX_BYTES) {
      setRejection(undefined);
      field.onChange(picture);
    } else if (PICTURE_TYPES.includes(file.type)) setRejection(t("tooLarge", { megabytes: PICTURE_MAX_MEGABYTES }));
    else setRejection(errors("image_type"));
  };

  const settle = (value: "keep" | "remove") => {
    setRejection(undefined);
    field.onChange(value);
  };

  return (
    <div className="flex flex-wrap items-center gap-5 sm:gap-7">
      <Avatar src={preview ?? (field.value === "remove" ? null : saved)} name={name} size="large" />
      <div className="grid min-w-0 flex-1 basis-64 gap-3">
        {field.value !== "keep" && (
          <p>
            <Badge tone="notice">{t(field.value === "remove" ? "willBeRemoved" : "willChange")}</Badge>
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <input
            id={id}
            ref={field.ref}
            type="file"
            name="avatar"
            accept={PICTURE_TYPES.join(",")}
            className="peer sr-only"
            onBlur={field.onBlur}
            onChange={(event) => {
              void choose(event.target.files?.[0]);
              // Otherwise choosing the same file again would fire no event.
              event.target.value = "";
            }}
            {...describedBy(id, { hint, error })}
          />
          <label
            htmlFor={id}
            className={
              "inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-control border border-line-strong bg-surface px-5 py-2 text-sm font-semibold hover:bg-sunken " +
              "peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-primary"
            }
          >
            <ImagePlus aria-hidden className="size-4.5" />
            {t(saved || preview ? "replace" : "choose")}
          </label>
          {field.value !== "keep" ? (
            <Button look="quiet" onClick={() => settle("keep")}>
              <Undo2 aria-hidden className="mirror-rtl size-4.5" />
              {t("undo")}
            </Button>
          ) : (
            removable && (
              <Button look="quiet" onClick={() => settle("remove")}>
                <Trash2 aria-hidden className="size-4.5" />
                {t("remove")}
              </Button>
            )
          )}
        </div>
        <FieldHint id={id}>{hint}</FieldHint>
        {removable && !saved && field.value === "keep" && <p className="text-xs text-ink-soft">{t("external")}</p>}
        <FieldError id={id}>{error}</FieldError>
      </div>
    </div>
  );
}

/** An object URL for a file, revoked when no longer shown. */
function useObjectUrl(file: File | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!file) return;
    const address = URL.createObjectURL(file);
    setUrl(address);
    return () => {
      setUrl(null);
      URL.revokeObjectURL(address);
    };
  }, [file]);
  return url;
}
