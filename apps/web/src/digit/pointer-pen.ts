import type { DrawingSurface, Point } from './drawing-surface.ts';

/** Draws with one pointer at a time: a mouse, a finger or a pen. A second finger draws nothing. */
export function attachPointerPen(canvas: HTMLCanvasElement, surface: DrawingSurface): void {
  let drawing: number | undefined;

  canvas.addEventListener('pointerdown', (event) => {
    if (drawing !== undefined || event.button !== 0) return;
    drawing = event.pointerId;
    // The stroke continues if the pointer leaves the canvas and comes back.
    canvas.setPointerCapture(event.pointerId);
    surface.lower(pointOf(event, canvas));
  });

  canvas.addEventListener('pointermove', (event) => {
    if (event.pointerId !== drawing) return;
    // The browser sends one event per frame; a quick pen has more points, which coalesced events hold.
    // Browsers offer those only to secure pages.
    const places = 'getCoalescedEvents' in event ? event.getCoalescedEvents() : [];
    for (const place of places.length > 0 ? places : [event]) surface.moveTo(pointOf(place, canvas));
  });

  for (const end of ['pointerup', 'pointercancel'] as const) {
    canvas.addEventListener(end, (event) => {
      if (event.pointerId !== drawing) return;
      drawing = undefined;
      surface.lift();
    });
  }
}

function pointOf(event: PointerEvent, canvas: HTMLCanvasElement): Point {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
}
