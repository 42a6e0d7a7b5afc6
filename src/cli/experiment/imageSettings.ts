/** @file The flags about folders of images. */
import { type Fit, fits } from "../../data/images/support/resize.ts";
import { choiceFlag, numberFlag, type Values } from "../flags/flags.ts";

/** How to bring images to one size; null for the defaults. */
export interface ImageSettings {
  imageSize: number | null;
  imageFit: Fit | null;
}

export const readImageSettings = (values: Values): ImageSettings => ({
  imageSize:
    values["image-size"] === undefined
      ? null
      : numberFlag(values, "image-size", 32, { low: 1, high: 1024, whole: true }),
  imageFit: values["image-fit"] === undefined ? null : choiceFlag<Fit>(values, "image-fit", "crop", fits),
});
