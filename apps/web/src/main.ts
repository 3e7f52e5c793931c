import { startDigitView } from './digit/digit-view.ts';
import { startPhotographView } from './photograph/photograph-view.ts';
import { element } from './shared/element.ts';
import { createPredictClient } from './shared/predict-client.ts';
import { startTabs, type Tab } from './shared/tabs.ts';

const client = createPredictClient();
const openPhotograph = startPhotographView(client.ask);

const tabs: [Tab, ...Tab[]] = [
  {
    hash: 'photograph',
    tab: element('photograph-tab', HTMLButtonElement),
    panel: element('photograph-panel', HTMLElement),
    title: 'Pilotlight: show a photograph',
    onFirstShown: openPhotograph,
  },
];

// A page that is built without the model `digits` has no such tab, and opens on the playground.
const hasDigits = document.getElementById('digit-tab') !== null;
if (hasDigits) {
  startDigitView(client.ask);
  tabs.unshift({
    hash: 'digit',
    tab: element('digit-tab', HTMLButtonElement),
    panel: element('digit-panel', HTMLElement),
    title: 'Pilotlight: draw a digit',
  });
}

const playgroundTab = element('playground-tab', HTMLButtonElement);
const playgroundPanel = element('playground-panel', HTMLElement);
// Its code loads when it opens. A page that is built without it has none of it.
if (import.meta.env.VITE_PLAYGROUND === 'false') {
  playgroundTab.remove();
  playgroundPanel.remove();
} else {
  tabs.push({
    hash: 'playground',
    tab: playgroundTab,
    panel: playgroundPanel,
    title: 'Pilotlight: ask any model',
    onFirstShown() {
      import('./playground/playground-view.ts').then(
        ({ openPlayground }) => openPlayground(playgroundPanel, client),
        () => playgroundPanel.append('The playground could not be loaded: reload this page.'),
      );
    },
  });
}

startTabs(element('tabs', HTMLElement), tabs, hasDigits ? 'digit' : 'playground');
