/** @file The look of the guide: VitePress's own, without the font that it would bring, and the elements of its pages. */
import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import { defineRuleStepper } from "./live/ruleStepperElement.ts";
import "./guide.css";

export const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp() {
    if (!import.meta.env.SSR) defineRuleStepper();
  },
};
