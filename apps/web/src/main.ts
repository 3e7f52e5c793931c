import { startDigitView } from './digit/digit-view.ts';
import { startPhotographView } from './photograph/photograph-view.ts';
import { element } from './shared/element.ts';
import { createPredictClient } from './shared/predict-client.ts';
import { startTabs } from './shared/tabs.ts';

const ask = createPredictClient();
startDigitView(ask);
const openPhotograph = startPhotographView(ask);

startTabs(element('tabs', HTMLElement), [
  {
    hash: 'digit',
    tab: element('digit-tab', HTMLButtonElement),
    panel: element('digit-panel', HTMLElement),
    title: 'Pilotlight: draw a digit',
  },
  {
    hash: 'photograph',
    tab: element('photograph-tab', HTMLButtonElement),
    panel: element('photograph-panel', HTMLElement),
    title: 'Pilotlight: show a photograph',
    onFirstShown: openPhotograph,
  },
]);
