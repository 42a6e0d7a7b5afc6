/** @file The look of the guide: VitePress's theme without its font, and the elements of its pages. */
import { type Theme, useRoute, withBase } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import { nextTick, onMounted, watch } from "vue";
import { offerEditors } from "../tryIt/offerEditors.ts";
import { defineRuleStepper } from "./live/ruleStepperElement.ts";
import { defineScheduleCurve } from "./schedules/scheduleCurveElement.ts";
import "./guide.css";
import "../tryIt/tryIt.css";

export const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp() {
    if (import.meta.env.SSR) return;
    defineRuleStepper();
    defineScheduleCurve();
  },
  setup() {
    const route = useRoute();
    const offer = (): void => offerEditors(document, new URL(withBase("/try/"), location.href).href);
    onMounted(offer);
    watch(
      () => route.path,
      () => nextTick(offer),
    );
  },
};
