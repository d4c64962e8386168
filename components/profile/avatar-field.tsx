"use client";

import { ImagePlus, Trash2, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import { type Control, useController } from "react-hook-form";
import { useFieldErrors } from "@/components/forms/field-error-text";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { describedBy, FieldError, FieldHint, fieldId } from "@/components/ui/field";
import { closePicture, fittingPicture, openPicture, PICTURE_MAX_BYTES, PICTURE_TYPES } from "./picture";
import type { ProfileValues } from "./profile-values";
import { useObjectUrl } from "./use-object-url";

type CropDialog = typeof import("./crop-dialog").CropDialog;

/** @returns null when it cannot be loaded: the picture is taken whole then */
const loadCropDialog = () =>
  import("./crop-dialog").then(
    (module): CropDialog => module.CropDialog,
    () => null,
  );

type AvatarFieldProps = {
  control: Control<ProfileValues>;
  name: string;
  /** The saved picture, if we may show it. */
  saved: string | null;
  /** Whether there is a saved picture at all. */
  removable: boolean;
};

/** Chooses, crops, previews and removes the picture; saving the form sends it. */
export function AvatarField({ control, name, saved, removable }: AvatarFieldProps) {
  const t = useTranslations("profile.picture");
  const { text: fieldText } = useFieldErrors();
  const { field, fieldState } = useController({ control, name: "avatar" });
  const [rejection, setRejection] = useState<string>();
  const [Crop, setCrop] = useState<CropDialog | null>(null);
  const [chosen, setChosen] = useState<{ file: File; image: HTMLImageElement } | null>(null);
  const preview = useObjectUrl(field.value instanceof File ? field.value : null);
  const id = fieldId("avatar");
  const hint = t("hint");
  const error = rejection ?? fieldState.error?.message;

  const settle = (value: File | "keep" | "remove") => {
    setRejection(undefined);
    field.onChange(value);
  };

  const takeWhole = async (file: File) => {
    const picture = await fittingPicture(file);
    if (picture && picture.size <= PICTURE_MAX_BYTES) return settle(picture);
    setRejection(fieldText("avatar", { code: PICTURE_TYPES.includes(file.type) ? "image_large" : "image_type" }));
  };

  const choose = async (file: File) => {
    const image = await openPicture(file);
    const dialog = image && (await loadCropDialog());
    if (!dialog) return takeWhole(file);
    setCrop(() => dialog);
    setChosen({ file, image });
  };

  const take = (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (file) void choose(file);
    // Otherwise choosing the same file again would fire no event.
    input.value = "";
  };
  const takeEarly = useEffectEvent(() => {
    const input = document.getElementById(id);
    if (input instanceof HTMLInputElement) take(input);
  });
  // Chosen before hydration.
  useEffect(() => takeEarly(), []);

  const closeCrop = () => {
    if (chosen) closePicture(chosen.image);
    setChosen(null);
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
            onChange={({ target }) => take(target)}
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
      {Crop && (
        <Crop
          image={chosen?.image ?? null}
          onClose={closeCrop}
          onDone={(picture) => (picture ? settle(picture) : chosen && takeWhole(chosen.file))}
        />
      )}
    </div>
  );
}
