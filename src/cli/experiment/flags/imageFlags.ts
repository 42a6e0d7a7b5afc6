import type { Flags } from "../../flags/flags.ts";

/** The flags about folders of images. */
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
