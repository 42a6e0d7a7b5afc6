/** @file The look of the guide: VitePress's own, without the font that it would bring. */
import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import "./guide.css";

export const theme: Theme = { extends: DefaultTheme };
