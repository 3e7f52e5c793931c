/** A tab, its panel, and the address's part after `#` while it is shown. */
export interface Tab {
  hash: string;
  tab: HTMLElement;
  panel: HTMLElement;
  title: string;
  onFirstShown?: () => void;
}

/**
 * Starts tabs by the usual pattern (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/): arrow keys, Home and End move
 * between them and show them at once. The address names the shown tab.
 *
 * @param home the part after `#` of the tab to show if the address names none. Without such a tab, the first is shown.
 */
export function startTabs(list: HTMLElement, tabs: readonly [Tab, ...Tab[]], home: string): void {
  const opened = new Set<Tab>();

  function show(shown: Tab): void {
    for (const each of tabs) {
      const isShown = each === shown;
      each.tab.setAttribute('aria-selected', String(isShown));
      each.tab.tabIndex = isShown ? 0 : -1;
      each.panel.hidden = !isShown;
    }
    document.title = shown.title;
    if (opened.has(shown)) return;
    opened.add(shown);
    shown.onFirstShown?.();
  }

  function showAddressed(): void {
    const named = (name: string) => tabs.find(({ hash }) => `#${hash}` === name);
    show(named(location.hash) ?? named(`#${home}`) ?? tabs[0]);
  }

  function choose(chosen: Tab): void {
    show(chosen);
    chosen.tab.focus();
    // A change of tab is not a step in the history.
    history.replaceState(null, '', `#${chosen.hash}`);
  }

  for (const each of tabs) each.tab.addEventListener('click', () => choose(each));

  list.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = tabs.findIndex(({ tab }) => tab === event.target);
    const next = nextTab(event.key, at, tabs.length);
    const chosen = next === undefined ? undefined : tabs[next];
    if (!chosen) return;
    event.preventDefault();
    choose(chosen);
  });

  addEventListener('hashchange', showAddressed);
  showAddressed();
}

/** Returns the index, of `count` tabs, that a key leads to from the tab at `at`; undefined for other keys. */
export function nextTab(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
