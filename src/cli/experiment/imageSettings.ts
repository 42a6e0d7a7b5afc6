/** @file The flags about folders of images. */
import { type Fit, fits } from "../../data/images/support/resize.ts";
import { choiceFlag, type Flags, numberFlag, type Values } from "../flags/flags.ts";

/** How to bring images to one size; null for the defaults. */
export interface ImageSettings {
  imageSize: number | null;
  imageFit: Fit | null;
}

export const imageFlags: Flags = {
  "image-size": {
    type: "string",
    value: "N",
    help: "resize the images of a folder to N by N pixels; default 32 if they differ",
  },
  "image-fit": {
    type: "string",
    value: "KIND",
    help: "crop the middle of images of another shape (default), or stretch them",
  },
};

export const readImageSettings = (values: Values): ImageSettings => ({
  imageSize:
    values["image-size"] === undefined
      ? null
      : numberFlag(values, "image-size", 32, { low: 1, high: 1024, whole: true }),
  imageFit: values["image-fit"] === undefined ? null : choiceFlag<Fit>(values, "image-fit", "crop", fits),
});
