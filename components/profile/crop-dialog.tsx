"use client";

import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, ZoomIn, ZoomOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useRef, useState } from "react";
import Cropper from "react-easy-crop";
import "react-easy-crop/react-easy-crop.css";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { croppedPicture, type PictureArea } from "./picture";

const ZOOM_MAX = 4;
const ZOOM_STEP = 0.25;
const STEP_PIXELS = 12;

const MOVES = [
  { key: "ArrowLeft", name: "left", Icon: ArrowLeft },
  { key: "ArrowUp", name: "up", Icon: ArrowUp },
  { key: "ArrowDown", name: "down", Icon: ArrowDown },
  { key: "ArrowRight", name: "right", Icon: ArrowRight },
] as const;

type CropDialogProps = {
  /** Null while it is closed. */
  image: HTMLImageElement | null;
  onClose: () => void;
  /** @param picture null when this browser cannot cut it out */
  onDone: (picture: File | null) => void;
};

/** Moves and zooms a picture under the circle in which it is shown: by drag, pinch, wheel, keys or buttons. */
export function CropDialog({ image, onClose, onDone }: CropDialogProps) {
  const t = useTranslations("profile.picture.crop");
  const common = useTranslations("common");
  const [position, setPosition] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const area = useRef<PictureArea>(null);
  const cropper = useRef<RefObject<HTMLElement>>(null);

  const zoomTo = (wanted: number) => {
    const next = Math.min(ZOOM_MAX, Math.max(1, wanted));
    setZoom(next);
    // What is in the middle stays there.
    setPosition({ x: (position.x * next) / zoom, y: (position.y * next) / zoom });
  };

  // As the key does, which stops at the picture's edge.
  const move = (key: string) => {
    cropper.current?.current.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  };

  const close = () => {
    setPosition({ x: 0, y: 0 });
    setZoom(1);
    onClose();
  };

  const finish = async () => {
    const picture = image && area.current && (await croppedPicture(image, area.current));
    close();
    onDone(picture);
  };

  return (
    <Dialog
      open={image !== null}
      onClose={close}
      title={t("title")}
      closeLabel={common("close")}
      actions={
        <>
          <Button look="secondary" onClick={close}>
            {common("cancel")}
          </Button>
          <Button onClick={finish}>{t("use")}</Button>
        </>
      }
    >
      <p className="mb-4 text-sm text-ink-soft">{t("help")}</p>
      <div
        dir="ltr"
        className="relative mx-auto aspect-square w-[min(100%,20rem,45dvh)] overflow-hidden rounded-control bg-panel"
      >
        <Cropper
          image={image?.src}
          aspect={1}
          cropShape="round"
          objectFit="cover"
          showGrid={false}
          crop={position}
          onCropChange={setPosition}
          zoom={zoom}
          maxZoom={ZOOM_MAX}
          onZoomChange={setZoom}
          onCropAreaChange={(_percentages, pixels) => {
            area.current = pixels;
          }}
          keyboardStep={STEP_PIXELS}
          setCropperRef={(element) => {
            cropper.current = element;
          }}
          cropperProps={{
            role: "application",
            "aria-label": t("area"),
            onKeyPress: ({ key }) => {
              if (key === "+" || key === "=") zoomTo(zoom + ZOOM_STEP);
              if (key === "-") zoomTo(zoom - ZOOM_STEP);
            },
          }}
          disableAutomaticStylesInjection
        />
      </div>
      <div className="mt-3 flex items-center gap-1">
        <IconButton aria-label={t("zoomOut")} onClick={() => zoomTo(zoom - ZOOM_STEP)}>
          <ZoomOut aria-hidden />
        </IconButton>
        <input
          type="range"
          aria-label={t("zoom")}
          min={1}
          max={ZOOM_MAX}
          step={0.05}
          value={zoom}
          onChange={(event) => zoomTo(event.target.valueAsNumber)}
          className="h-11 min-w-0 grow accent-primary"
        />
        <IconButton aria-label={t("zoomIn")} onClick={() => zoomTo(zoom + ZOOM_STEP)}>
          <ZoomIn aria-hidden />
        </IconButton>
      </div>
      <div dir="ltr" className="flex justify-center gap-1">
        {MOVES.map(({ key, name, Icon }) => (
          <IconButton key={key} aria-label={t(name)} onClick={() => move(key)}>
            <Icon aria-hidden />
          </IconButton>
        ))}
      </div>
    </Dialog>
  );
}
