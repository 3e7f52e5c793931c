/** A color on a page, light or dark as its reader prefers, and in a chart's own file, on white. */
interface Color {
  page: string;
  file: string;
  /** Its declaration in the style sheet. */
  property: string;
}

/** The colors of the page in apps/web, and more for charts and tables. */
export const COLORS = {
  ground: color('ground', '#faf8f5', '#171411'),
  card: color('card', '#ffffff', '#211d19'),
  text: color('text', '#211c16', '#f3ede4'),
  quiet: color('quiet', '#655c50', '#b5aa9b'),
  line: color('line', '#d8d0c4', '#3a342d'),
  flame: color('flame', '#c2410c', '#ff9a4d'),
  good: color('good', '#2f7d4f', '#5fc98b'),
  /** Backgrounds of right and of wrong numbers. */
  right: color('right', '#bfe3cd', '#1f4a33'),
  wrong: color('wrong', '#ffc981', '#6b4a12'),
};

/** Colors of lines and bars in a chart's file, in order: Okabe and Ito's, which color-blind people can tell apart. */
export const SERIES = [
  '#e69f00',
  '#0072b2',
  '#009e73',
  '#cc79a7',
  '#56b4e9',
  '#d55e00',
  '#999999',
  '#f0e442',
] as const;

function color(name: string, light: string, dark: string): Color {
  return { page: `var(--${name})`, file: light, property: `--${name}: light-dark(${light}, ${dark});` };
}
